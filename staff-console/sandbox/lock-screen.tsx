import type { SandboxDeviceView } from '#contract/staff-sandbox.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { PushNotice } from './push-notice.tsx'

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
  const { content } = message
  return content.type === 'push' ? <PushNotice content={content} at={message.at} /> : null
}
