import { useCallback, useEffect, useState } from 'react'
import type { EventNames, SetAsideGroup } from '#contract/staff-sources.ts'
import { listEventNames, readSources, replay } from '../api/sources.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { KnownNames } from './known-names.tsx'
import { DeclareName, WithdrawName } from './name-dialogs.tsx'
import { OwnNames } from './own-names.tsx'

const words = texts.eventNames

/** The names that events may have: the shop's own, which are declared here, and those that are known. */
export function EventNamesPage() {
  const { shopName } = useSession()
  const read = useCallback(async () => {
    const [names, { setAside }] = await Promise.all([listEventNames(), readSources()])
    return { names, setAside }
  }, [])
  const { resource, reload } = useResource(read)
  const [dialog, setDialog] = useState<'declare' | { withdraw: string } | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const finish = (sentence: string) => {
    setDialog(null)
    setSaid(sentence)
    void reload()
  }
  return (
    <div className="wing">
      <WingTabs room="event-names" />
      <div className="page-scroll">
        <div className="page page-wide">
          <header className="queue-head">
            <div>
              <h1>{words.title}</h1>
              <p className="page-intro">{words.intro}</p>
            </div>
            <Button look="primary" icon="plus" onClick={() => setDialog('declare')}>
              {words.add}
            </Button>
          </header>
          <div role="status">
            {said && (
              <p className="done-note">
                <Icon name="check" />
                <span>{said}</span>
              </p>
            )}
          </div>
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && (
            <Names {...resource.value} onSaid={finish} onWithdraw={(withdraw) => setDialog({ withdraw })} />
          )}
        </div>
      </div>
      {dialog === 'declare' && (
        <DeclareName onClose={() => setDialog(null)} onDone={(name) => finish(words.declared(name))} />
      )}
      {dialog !== null && dialog !== 'declare' && (
        <WithdrawName
          name={dialog.withdraw}
          onClose={() => setDialog(null)}
          onDone={() => finish(words.withdrawn(dialog.withdraw))}
        />
      )}
    </div>
  )
}

function Names(props: {
  names: EventNames
  setAside: SetAsideGroup[]
  onSaid: (sentence: string) => void
  onWithdraw: (name: string) => void
}) {
  const { names, setAside } = props
  const waiting = new Map<string, number>()
  for (const { code, name, events } of setAside)
    if (name !== null && code === 'unknown_event') waiting.set(name, (waiting.get(name) ?? 0) + events)
  return (
    <div className="segment-parts">
      <Section title={words.own}>
        <OwnNames
          names={names.declared}
          waiting={waiting}
          onReplay={async (name) =>
            props.onSaid(texts.sources.replayed(await replay({ name, code: 'unknown_event' })))
          }
          onWithdraw={props.onWithdraw}
        />
      </Section>
      <KnownNames families={names.families} />
    </div>
  )
}
