import { useState } from 'react'
import { readContactRules } from '../api/contact-rules.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { mayEditContactRules, maySeeChanges, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { Changes } from './changes.tsx'
import { RulesForm } from './rules-form.tsx'

const words = texts.contactRules

/** How often, when and to whom the shop speaks first, and who has changed that. */
export function ContactRulesPage() {
  const session = useSession()
  const { resource, reload, replace } = useResource(readContactRules)
  const [saves, setSaves] = useState(0)
  return (
    <>
      {!mayEditContactRules(session) && <p className="read-only">{words.readOnly}</p>}
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && (
        <RulesForm
          view={resource.value}
          onSaved={(view) => {
            replace(view)
            setSaves((count) => count + 1)
          }}
        />
      )}
      {resource.status === 'ready' && maySeeChanges(session) && <Changes key={saves} />}
    </>
  )
}
