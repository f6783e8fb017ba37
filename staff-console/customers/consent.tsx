import { useState } from 'react'
import type { ConsentChannel, ConsentLine, CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { ConsentDialog } from './consent-dialog.tsx'
import { wordFor } from './names.ts'

const words = texts.customers.consent

/** What may be sent now, by channel and purpose; each opens where it is from, and what can be recorded. */
export function Consent({ page, onChanged }: { page: CustomerPage; onChanged: () => Promise<void> }) {
  const [open, setOpen] = useState<ConsentLine | null>(null)
  const [said, setSaid] = useState('')
  const [title, text] = words.overall[page.consent.overall]
  return (
    <Section title={words.title}>
      <p>
        <strong>{title}</strong> <span className="quiet">{text}</span>
      </p>
      {page.consent.pausedUntil && (
        <p className="caution">{words.paused(dayAndYear(page.consent.pausedUntil))}</p>
      )}
      <div>
        <p className="quiet">{words.now}</p>
        <dl className="consents">
          {channelsOf(page).map(([channel, lines]) => (
            <div key={channel}>
              <dt>{words.channels[channel]}</dt>
              <dd>
                {lines.map((line) => (
                  <ConsentChip key={line.purpose} line={line} onOpen={() => setOpen(line)} />
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p role="status" className="form-saved">
          {said}
        </p>
      </div>
      {open && (
        <ConsentDialog
          customerId={page.customerId}
          line={open}
          onClose={() => setOpen(null)}
          onRecorded={(sentence) => {
            setOpen(null)
            setSaid(sentence)
            void onChanged()
          }}
        />
      )}
    </Section>
  )
}

function ConsentChip({ line, onOpen }: { line: ConsentLine; onOpen: () => void }) {
  const said = line.reason === 'granted'
  const standing = line.allowed ? (said ? words.allowed : words.byRule) : words.barred
  const look = line.allowed ? (said ? 'consent-said' : 'consent-rule') : 'consent-off'
  return (
    <button
      type="button"
      className={`consent ${look}`}
      aria-haspopup="dialog"
      aria-label={words.chip(words.purposes[line.purpose], words.channels[line.channel], standing)}
      title={wordFor(words.reasons, line.reason)}
      onClick={onOpen}
    >
      <Icon name={line.allowed ? 'check' : 'close'} />
      {words.purposes[line.purpose]}
    </button>
  )
}

function channelsOf(page: CustomerPage): [ConsentChannel, ConsentLine[]][] {
  const byChannel = new Map<ConsentChannel, ConsentLine[]>()
  for (const line of page.consent.lines)
    byChannel.set(line.channel, [...(byChannel.get(line.channel) ?? []), line])
  return [...byChannel]
}
