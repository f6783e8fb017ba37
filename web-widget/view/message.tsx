import type { Message } from '../../contract/message.ts'
import type { Unsent } from '../chat/outbox.ts'
import { FormattedText } from './formatted-text.tsx'
import { Part, partKey } from './part.tsx'
import type { Ui } from './ui.ts'

interface Props {
  message: Message
  isLatest: boolean
  isLatestCart: boolean
  /** The other side has read it, and it is the last one of which that is so. */
  showsRead: boolean
  ui: Ui
}

/** One message of the transcript, by whoever said it. */
export function MessageRow({ message, isLatest, isLatestCart, showsRead, ui }: Props) {
  if (message.sender === 'system') return <SystemRow message={message} ui={ui} />
  const isMine = message.sender === 'customer'
  return (
    <li className={isMine ? 'row mine' : 'row theirs'}>
      <span className="hidden">
        {speaker(message, ui)}, {ui.time(message.createdAt)}:
      </span>
      {message.text && (
        <div className="bubble" title={ui.time(message.createdAt)}>
          {isMine ? <p className="plain">{message.text}</p> : <FormattedText text={message.text} />}
        </div>
      )}
      {message.parts.map((part) => (
        <Part key={partKey(part)} part={part} isLatest={isLatest} isLatestCart={isLatestCart} ui={ui} />
      ))}
      {showsRead && <span className="mark">{ui.texts.read}</span>}
    </li>
  )
}

function SystemRow({ message, ui }: { message: Message; ui: Ui }) {
  return (
    <li className="row system" title={ui.time(message.createdAt)}>
      <FormattedText text={message.text} />
    </li>
  )
}

export function speaker(message: Message, { texts }: Ui): string {
  if (message.sender === 'customer') return texts.you
  return message.staffName ?? texts.assistant
}

/** A message that is on its way, or that was given up. */
export function UnsentRow({ entry, ui }: { entry: Unsent; ui: Ui }) {
  const { texts, chat } = ui
  const id = entry.clientMessageId
  return (
    <li className="row mine">
      <span className="hidden">{texts.you}:</span>
      <div className={entry.problem ? 'bubble refused' : 'bubble'}>
        <p className="plain">{entry.text}</p>
      </div>
      {entry.problem ? (
        <p className="mark problem" role="alert">
          {texts.notSent} {entry.problem.detail && <span>{entry.problem.detail} </span>}
          <button type="button" className="link" onClick={() => chat.retry(id)}>
            {texts.tryAgain}
          </button>
          <button type="button" className="link" onClick={() => chat.drop(id)}>
            {texts.discard}
          </button>
        </p>
      ) : (
        <span className="mark late">{texts.sending}</span>
      )}
    </li>
  )
}
