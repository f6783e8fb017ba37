import { useState } from 'react'
import type { EventNames } from '#contract/staff-sources.ts'
import { Button } from '../parts/button.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.eventNames

/** Names that the shop has declared; events that came before their name wait to be tried again. */
export function OwnNames(props: {
  names: EventNames['declared']
  /** Events set aside for their name. */
  waiting: ReadonlyMap<string, number>
  onReplay: (name: string) => Promise<void>
  onWithdraw: (name: string) => void
}) {
  const [busy, setBusy] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const tryAgain = async (name: string) => {
    setBusy(name)
    setFailed(false)
    await props.onReplay(name).catch(() => setFailed(true))
    setBusy(null)
  }
  if (props.names.length === 0) return <p className="quiet">{words.none}</p>
  return (
    <>
      {failed && (
        <p className="form-problem" role="alert">
          {texts.sources.replayFailed}
        </p>
      )}
      <ul className="plain-list">
        {props.names.map(({ name, note, declaredAt }) => {
          const waits = props.waiting.get(name) ?? 0
          return (
            <li key={name}>
              <div className="request">
                <div className="plain-main">
                  <span className="plain-title">{name}</span>
                  <span className="quiet">
                    {note && `${note} · `}
                    {words.since} <Ago at={declaredAt} />
                  </span>
                  {waits > 0 && <span>{words.waits(waits, name)}</span>}
                </div>
                <div className="side-actions">
                  {waits > 0 && (
                    <Button busy={busy === name} onClick={() => void tryAgain(name)}>
                      {words.replay}
                    </Button>
                  )}
                  <Button
                    look="quiet"
                    aria-label={words.withdrawNamed(name)}
                    onClick={() => props.onWithdraw(name)}
                  >
                    {words.withdraw}
                  </Button>
                </div>
              </div>
            </li>
          )
        })}
      </ul>
    </>
  )
}
