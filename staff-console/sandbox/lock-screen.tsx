import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import { safeHref } from '../conversations/safe-href.ts'
import { Button } from '../parts/button.tsx'
import { Ago } from '../parts/time.tsx'
import { useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.sandbox

/** Notifications as they lie on a locked phone, the newest on top. */
export function LockScreen({ device, older }: { device: SandboxDeviceView; older: (() => void) | null }) {
  const newest = [...device.messages].reverse()
  return (
    <div className="phone phone-push">
      <section
        className="phone-screen"
        aria-label={words.push.lockScreen}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {newest.length === 0 && <p className="phone-note">{words.nothingYet.push}</p>}
        <ul className="notices">
          {newest.map((message) => (
            <Notice key={message.providerMessageId} message={message} />
          ))}
        </ul>
        {older && (
          <Button look="quiet" className="phone-older" onClick={older}>
            {words.older}
          </Button>
        )}
      </section>
    </div>
  )
}

function Notice({ message }: { message: SandboxDeviceView['messages'][number] }) {
  const { shopName } = useSession()
  const { content } = message
  if (content.type !== 'push') return null
  const href = safeHref(content.url)
  const title = <strong>{content.title}</strong>
  return (
    <li className="push-notice">
      <p className="quiet">
        {shopName} · <Ago at={message.at} />
      </p>
      {href === null ? (
        title
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {title}
        </a>
      )}
      <p>{content.body}</p>
      {content.image && <img className="phone-picture" src={content.image} alt={words.picture} />}
    </li>
  )
}
