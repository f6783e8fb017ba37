import { useState } from 'react'
import type { SetAsideFilter, SetAsideGroup } from '#contract/staff-sources.ts'
import { RequestError } from '../api/http.ts'
import { replay } from '../api/sources.ts'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { SetAsideEvents } from './set-aside-events.tsx'

const words = texts.sources

const filterOf = ({ source, code, name }: SetAsideGroup): SetAsideFilter => ({
  source,
  code,
  ...(name !== null && { name }),
})
const keyOf = ({ source, code, name }: SetAsideGroup) => JSON.stringify([source, code, name])

/** What could not be taken, by reason: to be looked at, and tried again once the cause is mended. */
export function SetAside(props: { groups: SetAsideGroup[]; showSource: boolean; onChanged: () => void }) {
  const [said, setSaid] = useState<{ text: string; ok: boolean } | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const tryAgain = async (key: string, which: SetAsideFilter & { ids?: string[] }) => {
    if (busy) return
    setBusy(key)
    try {
      setSaid({ text: words.replayed(await replay(which)), ok: true })
      props.onChanged()
    } catch (error) {
      setSaid({ text: problemOf(error), ok: false })
    } finally {
      setBusy(null)
    }
  }
  return (
    <Section title={words.setAside}>
      <p className="quiet">{props.groups.length === 0 ? words.setAsideEmpty : words.setAsideText}</p>
      <div role="status">
        {said && (
          <p className={said.ok ? 'done-note' : 'form-problem'}>
            {said.ok && <Icon name="check" />}
            <span>{said.text}</span>
          </p>
        )}
      </div>
      <ul className="plain-list">
        {props.groups.map((group) => {
          const key = keyOf(group)
          return (
            <li key={key} className="set-aside">
              <Group
                group={group}
                showSource={props.showSource}
                open={open === key}
                busy={busy === key}
                onOpen={() => setOpen(open === key ? null : key)}
                onReplay={() => void tryAgain(key, filterOf(group))}
              />
              {open === key && (
                <SetAsideEvents
                  key={`${key} ${group.events}`}
                  filter={filterOf(group)}
                  named={group.name !== null}
                  busy={busy}
                  onReplay={(setAsideId) => void tryAgain(setAsideId, { ids: [setAsideId] })}
                />
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Group(props: {
  group: SetAsideGroup
  showSource: boolean
  open: boolean
  busy: boolean
  onOpen: () => void
  onReplay: () => void
}) {
  const { group } = props
  const reason = words.codes[group.code] ?? group.code
  const name = group.name === null ? words.unnamed : words.named(group.name)
  return (
    <div className="request">
      <div className="plain-main">
        <span className="plain-title">
          {reason}: {name}
        </span>
        <span className="quiet">
          {words.events(group.events)}
          {props.showSource && <> · {group.source}</>} · <Ago at={group.lastAt} />
        </span>
      </div>
      <div className="side-actions">
        <Button
          look="quiet"
          aria-expanded={props.open}
          aria-label={words.lookNamed(props.open ? words.hide : words.look, reason, name)}
          onClick={props.onOpen}
        >
          {props.open ? words.hide : words.look}
        </Button>
        <Button busy={props.busy} aria-label={words.replayNamed(reason, name)} onClick={props.onReplay}>
          {props.busy ? words.replaying : words.replay}
        </Button>
      </div>
    </div>
  )
}

function problemOf(error: unknown): string {
  return error instanceof RequestError && error.reason === 'refused'
    ? words.replayFailed
    : texts.app.noConnection
}
