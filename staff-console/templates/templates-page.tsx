import { useCallback, useEffect, useState } from 'react'
import type { TemplateRow } from '#contract/staff-outreach.ts'
import { listTemplates } from '../api/templates.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { type Resource, useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { mayEditTemplates, useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { TemplateForm } from './template-form.tsx'
import { TemplateItem } from './template-item.tsx'

const words = texts.templates

/** The WhatsApp templates: what each says, where it stands, how often it was used. */
export function TemplatesPage() {
  const session = useSession()
  const mayEdit = mayEditTemplates(session)
  const read = useCallback(() => listTemplates(), [])
  const { resource, reload } = useResource(read)
  const [editing, setEditing] = useState<TemplateRow | 'new' | null>(null)
  const [done, setDone] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(words.title, session.shopName)
  }, [session.shopName])
  return (
    <div className="wing">
      <WingTabs room="templates" />
      <div className="page-scroll">
        <div className="page page-wide">
          <header className="queue-head">
            <div>
              <h1>{words.title}</h1>
              <p className="page-intro">{words.intro}</p>
            </div>
            <Button
              look="primary"
              icon="plus"
              why={mayEdit ? null : words.readOnly}
              onClick={() => setEditing('new')}
            >
              {words.add}
            </Button>
          </header>
          <div role="status">
            {done && (
              <p className="done-note">
                <Icon name="check" />
                <span>{words.saved}</span>
              </p>
            )}
          </div>
          <List resource={resource} mayEdit={mayEdit} onRetry={() => void reload()} onChange={setEditing} />
        </div>
      </div>
      {editing !== null && (
        <TemplateForm
          template={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            setDone(true)
            void reload()
          }}
        />
      )}
    </div>
  )
}

function List(props: {
  resource: Resource<TemplateRow[]>
  mayEdit: boolean
  onRetry: () => void
  onChange: (template: TemplateRow) => void
}) {
  const { resource } = props
  if (resource.status === 'loading') return <Loading label={words.loading} />
  if (resource.status === 'failed')
    return <Failed text={faultText(resource.fault, words.failed)} onRetry={props.onRetry} />
  if (resource.value.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  return (
    <ul className="plain-list" aria-label={words.list}>
      {resource.value.map((template) => (
        <li key={template.templateId}>
          <TemplateItem
            template={template}
            onChange={props.mayEdit ? () => props.onChange(template) : null}
          />
        </li>
      ))}
    </ul>
  )
}
