import type { OutboxMessage } from '#contract/staff-outbox.ts'
import { Link } from '../routing/link.tsx'
import type { OutboxRoute } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { Standing } from './standing.tsx'

const words = texts.outbox

/** One message in the list: to whom, by whom, its first words, where it stands. */
export function MessageRow({ message, route }: { message: OutboxMessage; route: OutboxRoute }) {
  return (
    <article className="plain-main outbox-row">
      <span className="plain-title">
        <Link to={{ ...route, messageId: message.outboxId }} className="text-link">
          {calledOf(message)}
        </Link>
        <span className="chip">{texts.outreach.channels[message.channel]}</span>
        <span className="chip">{words.kinds[message.kind]}</span>
      </span>
      <span className="quiet">{[senderOf(message), addressLine(message)].filter(Boolean).join(' · ')}</span>
      {message.excerpt && <span>{message.excerpt}</span>}
      <Standing message={message} />
    </article>
  )
}

export const calledOf = ({ customerName, address }: OutboxMessage): string =>
  customerName ?? address ?? words.somebody

/** Who wants to send, in words: `Jonas`, `Journey birthday`, `Agent`. */
export function senderOf({ sender, senderName }: OutboxMessage): string {
  if (sender === 'associate') return senderName ?? words.senders.associate
  return senderName === null ? words.senders[sender] : `${words.senders[sender]} ${senderName}`
}

/** The address, where it is not the name already. */
const addressLine = ({ customerName, address }: OutboxMessage) => (customerName === null ? null : address)
