import { useState } from 'react'
import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import { see } from '../api/sandbox.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { type Mail, OpenMail } from './open-mail.tsx'

const words = texts.sandbox

/** The mails of one address, the newest first, and the one that is open. */
export function Mailbox({ device, older }: { device: SandboxDeviceView; older: (() => void) | null }) {
  const [openId, setOpenId] = useState<string | null>(null)
  const mails = device.messages.flatMap(mailOf).reverse()
  const shown = mails.find((mail) => mail.providerMessageId === openId)
  if (mails.length === 0) return <Empty title={words.nothingYet.email} />
  const open = (mail: Mail) => {
    setOpenId(mail.providerMessageId)
    // not seen is no fault of the page: opening it again tries again
    if (!mail.seen) void see(device, mail.providerMessageId).catch(() => {})
  }
  return (
    <div className={`mailbox ${shown ? 'mailbox-open' : ''}`}>
      <div className="mailbox-list">
        <ul className="rows" aria-label={words.mail.list}>
          {mails.map((mail) => (
            <li key={mail.providerMessageId}>
              <button
                type="button"
                className={`row row-button ${mail.seen ? '' : 'row-unread'}`}
                aria-current={mail === shown ? 'true' : undefined}
                onClick={() => open(mail)}
              >
                <span className="row-top">
                  <span className="row-name">{mail.subject}</span>
                  <span className="row-time">
                    <Ago at={mail.at} />
                  </span>
                </span>
                <span className="row-text">{mail.text}</span>
                {!mail.seen && (
                  <span className="row-dot">
                    <span className="hidden">{words.mail.newMail}</span>
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
        {older && (
          <div className="list-more">
            <Button look="quiet" onClick={older}>
              {words.older}
            </Button>
          </div>
        )}
      </div>
      {shown ? (
        <OpenMail
          key={shown.providerMessageId}
          mail={shown}
          to={device.address}
          onBack={() => setOpenId(null)}
        />
      ) : (
        <div className="mailbox-none">
          <Empty title={words.mail.choose} />
        </div>
      )}
    </div>
  )
}

function mailOf({ content, providerMessageId, seen, at }: SandboxDeviceView['messages'][number]): Mail[] {
  if (content.type !== 'email') return []
  const { subject, text, unsubscribeUrl } = content
  return [{ providerMessageId, seen, at, subject, text, unsubscribeUrl }]
}
