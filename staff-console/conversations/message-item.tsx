import type { StaffMessage } from '#contract/staff-api.ts'
import { clockTime, exactTime } from '../look/time.ts'
import { texts } from '../texts.ts'
import { DeliveryMark } from './delivery-mark.tsx'
import { MessageParts } from './message-parts.tsx'
import { RichText } from './rich-text.tsx'

/** One message: the shopper on one side, the shop on the other, events in the middle. */
export function MessageItem(props: {
  message: StaffMessage
  first: boolean
  customerName: string
  read: boolean
}) {
  const { message, first } = props
  if (message.sender === 'system') {
    return (
      <li className="event">
        <span title={exactTime(message.createdAt)}>{message.text}</span>
      </li>
    )
  }
  const side = message.sender === 'customer' ? 'theirs' : 'ours'
  const voice = message.sender === 'agent' ? 'agent' : side
  return (
    <li className={`message message-${side} voice-${voice} ${first ? 'message-first' : ''}`}>
      {first && (
        <p className="message-by">
          {speakerOf(message, props.customerName)}
          <time dateTime={message.createdAt} title={exactTime(message.createdAt)}>
            {clockTime(message.createdAt)}
          </time>
        </p>
      )}
      {message.text && (
        <div className="bubble">
          <RichText text={message.text} />
        </div>
      )}
      <MessageParts parts={message.parts} />
      {message.status === 'partial' && <p className="message-mark">{texts.transcript.writing}</p>}
      {message.delivery && <DeliveryMark delivery={message.delivery} />}
      {props.read && !message.delivery && <p className="message-mark">{texts.transcript.read}</p>}
    </li>
  )
}

function speakerOf(message: StaffMessage, customerName: string): string {
  if (message.sender === 'customer') return customerName
  return message.sender === 'agent' ? texts.transcript.agent : (message.staffName ?? texts.rooms.staff)
}
