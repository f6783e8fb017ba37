import type { SandboxContentView, SandboxDeviceView, SandboxMessageView } from '#contract/staff-sandbox.ts'
import { clockTime, exactTime } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'
import { LinkedText } from './linked-text.tsx'

const words = texts.sandbox

type Choose = (id: string, title: string) => void

/** One that was sent, or (`at` null) one that only shows how it would look. */
type Shown = Omit<SandboxMessageView, 'at'> & { at: string | null }

/** One message on a phone: the shop's on the left, the customer's on the right. `onChoose` null: nobody answers. */
export function PhoneMessage(props: {
  message: Shown
  channel: SandboxDeviceView['channel']
  onChoose: Choose | null
}) {
  const { message } = props
  const { content } = message
  const ours = message.direction === 'from_customer'
  return (
    <li className={`phone-message ${ours ? 'phone-ours' : 'phone-theirs'}`}>
      <div className="phone-bubble">
        <Content content={content} stars={props.channel === 'whatsapp'} />
        <span className="phone-foot">
          {message.at !== null && (
            <time dateTime={message.at} title={exactTime(message.at)}>
              {clockTime(message.at)}
            </time>
          )}
          {message.status !== null && <Ticks status={message.status} />}
        </span>
      </div>
      {content.type === 'choices' && <Choices content={content} onChoose={props.onChoose} />}
      {content.type === 'text' && content.sms && (
        <p className="phone-segments">{words.segments(content.sms.segments, content.sms.encoding)}</p>
      )}
    </li>
  )
}

function Content({ content, stars }: { content: SandboxContentView; stars: boolean }) {
  switch (content.type) {
    case 'image':
      return (
        <>
          <img className="phone-picture" src={content.url} alt={words.picture} />
          {content.caption && <LinkedText text={content.caption} stars={stars} />}
        </>
      )
    case 'template':
      return (
        <>
          <span className="phone-label" title={content.name}>
            {words.template}
          </span>
          <LinkedText text={content.text} stars={stars} />
        </>
      )
    case 'written':
      return (
        <>
          {content.chosen && <span className="phone-label">{words.chosen}</span>}
          <LinkedText text={content.text} stars={stars} />
        </>
      )
    case 'email':
    case 'push':
      return null // never on a phone's conversation
    default:
      return <LinkedText text={content.text} stars={stars} />
  }
}

/** What the provider has told the shop of its message. */
function Ticks({ status }: { status: NonNullable<SandboxMessageView['status']> }) {
  const said = words.statuses[status]
  return (
    <span className={`ticks ticks-${status}`} title={words.statusOf(said)}>
      {status === 'failed' ? <Icon name="close" /> : <Icon name="check" />}
      {(status === 'delivered' || status === 'read') && <Icon name="check" />}
      <span className="hidden">{said}</span>
    </span>
  )
}

/** Buttons stand under the message; a list opens first. */
function Choices(props: {
  content: Extract<SandboxContentView, { type: 'choices' }>
  onChoose: Choose | null
}) {
  const { content, onChoose } = props
  const all = (
    <div className="phone-choices">
      {content.choices.map((choice) => {
        const what = (
          <>
            {choice.title}
            {choice.description && <span className="quiet">{choice.description}</span>}
          </>
        )
        if (onChoose === null)
          return (
            <span key={choice.id} className="phone-choice">
              {what}
            </span>
          )
        return (
          <button key={choice.id} type="button" onClick={() => onChoose(choice.id, choice.title)}>
            {what}
          </button>
        )
      })}
    </div>
  )
  if (content.style === 'buttons') return all
  return (
    <details className="phone-list">
      <summary>{content.buttonText}</summary>
      {all}
    </details>
  )
}
