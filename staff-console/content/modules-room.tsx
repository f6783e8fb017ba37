import { useCallback, useEffect, useState } from 'react'
import type { SharedModuleRow } from '#contract/staff-content.ts'
import { listSharedModules, readMessageChoices, removeSharedModule } from '../api/content.ts'
import { BackLink } from '../customers/back-link.tsx'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { messagePage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { AskDialog } from './ask-dialog.tsx'
import { ModuleForm } from './module-form.tsx'

const words = texts.modules
const NEW = 'new-module'

/** The shared modules and where each appears, or one that is written. */
export function ModulesRoom({ module }: { module: string | null }) {
  const { shopName } = useSession()
  const read = useCallback(async () => {
    const [{ modules }, choices] = await Promise.all([listSharedModules(), readMessageChoices()])
    return { modules, choices }
  }, [])
  const { resource, reload } = useResource(read)
  const [done, setDone] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="modules" />
      <div className="page-scroll" key={module}>
        <div className="page page-wide">
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && module !== null && (
            <Written
              before={resource.value.modules.find(({ moduleId }) => moduleId === module) ?? null}
              isNew={module === NEW}
              choices={resource.value.choices}
              onSaved={() => {
                setLeaveGuard(null)
                setDone(true)
                void reload()
                navigate({ room: 'modules', module: null })
              }}
            />
          )}
          {resource.status === 'ready' && module === null && (
            <List modules={resource.value.modules} done={done} onChanged={() => void reload()} />
          )}
        </div>
      </div>
    </div>
  )
}

function Written(props: {
  before: SharedModuleRow | null
  isNew: boolean
  choices: Parameters<typeof ModuleForm>[0]['choices']
  onSaved: () => void
}) {
  const { before, isNew } = props
  return (
    <>
      <BackLink to={{ room: 'modules', module: null }} label={words.back} />
      {!isNew && before === null ? (
        <Empty title={words.missing} />
      ) : (
        <>
          <h1>{before ? words.edit(before.title) : words.create}</h1>
          <ModuleForm before={before} choices={props.choices} onSaved={props.onSaved} />
        </>
      )}
    </>
  )
}

function List(props: { modules: readonly SharedModuleRow[]; done: boolean; onChanged: () => void }) {
  const [removing, setRemoving] = useState<SharedModuleRow | null>(null)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        <Link className="button button-primary" to={{ room: 'modules', module: NEW }}>
          <Icon name="plus" />
          {words.create}
        </Link>
      </header>
      <div role="status">{props.done && <p className="done-note">{words.saved}</p>}</div>
      {props.modules.length === 0 && <Empty title={words.empty} text={words.emptyText} />}
      <ul className="message-list" aria-label={words.list}>
        {props.modules.map((module) => (
          <li key={module.moduleId}>
            <div>
              <h2>
                <Link to={{ room: 'modules', module: module.moduleId }} className="plain-title">
                  {module.title}
                </Link>
              </h2>
              <p className="quiet">
                <code>{module.name}</code> ·{' '}
                {module.modules.map(({ type }) => texts.contentForm.types[type]).join(', ')}
              </p>
              <Places module={module} />
            </div>
            <Button
              look="quiet"
              aria-label={words.remove(module.title)}
              why={module.places.length > 0 ? words.held : null}
              onClick={() => setRemoving(module)}
            >
              {words.removeAct}
            </Button>
          </li>
        ))}
      </ul>
      {removing && (
        <AskDialog
          title={words.removeTitle(removing.title)}
          text={words.removeText}
          action={words.removeAct}
          act={() => removeSharedModule(removing.moduleId)}
          onClose={() => setRemoving(null)}
          onDone={() => {
            setRemoving(null)
            props.onChanged()
          }}
        />
      )}
    </>
  )
}

function Places({ module }: { module: SharedModuleRow }) {
  if (module.places.length === 0) return <p className="quiet">{words.nowhere}</p>
  return (
    <table className="grid-table places">
      <caption className="hidden">{`${words.where}: ${module.title}`}</caption>
      <thead>
        <tr>
          <th scope="col">{words.where}</th>
          <th scope="col">{words.standing}</th>
          <th scope="col">{texts.contentForm.channels}</th>
        </tr>
      </thead>
      <tbody>
        {module.places.map((place) => (
          <tr key={`${place.contentTemplateId} ${place.status}`}>
            <td>
              <Link to={messagePage(place.contentTemplateId)} className="text-link">
                {place.title}
              </Link>
            </td>
            <td>{texts.content.statuses[place.status]}</td>
            <td>{place.channels.map((channel) => texts.content.channels[channel]).join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
