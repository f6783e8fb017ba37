import type { SandboxDeviceView, SandboxMessageView } from '#contract/staff-sandbox.ts'
import { clockTime, dayKey, dayName, useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { useSession } from '../session/session.ts'
import { initials } from '../shell/initials.ts'
import { texts } from '../texts.ts'
import { PhoneMessage } from './phone-message.tsx'
import { useKeepAtEnd } from './use-keep-at-end.ts'
import { useWriting } from './use-writing.ts'
import { WriteField } from './write-field.tsx'

const words = texts.sandbox

/** A phone with its conversation: WhatsApp with everything it can show, SMS with plain words. */
export function Phone(props: {
  device: SandboxDeviceView
  typing: boolean
  older: (() => void) | null
  onSent: () => void
}) {
  const { device, typing } = props
  const { shopName } = useSession()
  const writing = useWriting(device, props.onSent)
  const whatsapp = device.channel === 'whatsapp'
  return (
    <div className={`phone phone-${device.channel}`}>
      <header className="phone-head">
        <span className="phone-face" aria-hidden="true">
          {initials(shopName)}
        </span>
        <span>
          <strong>{shopName}</strong>
          <span className="phone-sub" role="status">
            {typing ? words.typing(shopName) : words.channels[device.channel]}
          </span>
        </span>
      </header>
      <Conversation
        device={device}
        typing={typing}
        older={props.older}
        onChoose={(id, title) => writing.send(title, id)}
      />
      {whatsapp && <WindowLine device={device} />}
      {device.answers && <WriteField device={device} writing={writing} />}
    </div>
  )
}

function Conversation(props: {
  device: SandboxDeviceView
  typing: boolean
  older: (() => void) | null
  onChoose: (id: string, title: string) => void
}) {
  const { messages, channel } = props.device
  const ref = useKeepAtEnd(messages.at(-1)?.providerMessageId)
  return (
    <section
      ref={ref}
      className="phone-screen"
      aria-label={words.messages}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {props.older && (
        <Button look="quiet" className="phone-older" onClick={props.older}>
          {words.older}
        </Button>
      )}
      {messages.length === 0 && <p className="phone-note">{words.nothingYet[channel]}</p>}
      <ol className="phone-messages">
        {messages.map((message, at) => (
          <PhoneEntry
            key={message.providerMessageId}
            message={message}
            before={messages[at - 1]}
            channel={channel}
            onChoose={props.onChoose}
          />
        ))}
        {props.typing && (
          <li className="phone-dots" aria-hidden="true">
            <span />
            <span />
            <span />
          </li>
        )}
      </ol>
    </section>
  )
}

function PhoneEntry(props: {
  message: SandboxMessageView
  before: SandboxMessageView | undefined
  channel: SandboxDeviceView['channel']
  onChoose: (id: string, title: string) => void
}) {
  const { message, before } = props
  const newDay = before === undefined || dayKey(before.at) !== dayKey(message.at)
  return (
    <>
      {newDay && <Day at={message.at} />}
      <PhoneMessage message={message} channel={props.channel} onChoose={props.onChoose} />
    </>
  )
}

function Day({ at }: { at: string }) {
  const now = useNow(60_000)
  return <li className="phone-note">{dayName(at, now)}</li>
}

/** Whether the shop may write freely: what a provider judges, and what newcomers stumble over. */
function WindowLine({ device }: { device: SandboxDeviceView }) {
  const now = useNow(20_000)
  const open = device.windowUntil !== null && Date.parse(device.windowUntil) > now.getTime()
  if (open && device.windowUntil)
    return <p className="phone-window">{words.windowOpen(whenOf(device.windowUntil, now))}</p>
  const wrote = device.messages.some((message) => message.direction === 'from_customer')
  return <p className="phone-window phone-window-over">{wrote ? words.windowClosed : words.windowNever}</p>
}

const whenOf = (at: string, now: Date) =>
  dayKey(at) === now.toDateString() ? clockTime(at) : words.tomorrow(clockTime(at))
