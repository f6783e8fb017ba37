import type { MessageRow } from '#contract/staff-content.ts'
import { listMessages } from '../api/content.ts'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allMessages, messagePage } from '../routing/route.ts'
import { mayEditMessages, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'

const words = texts.content

/** Every message: how it stands, on which channels and in which languages, and which journeys send it. */
export function MessageList() {
  const session = useSession()
  const { resource, reload } = useResource(listMessages)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        {mayEditMessages(session) && (
          <Link className="button button-primary" to={{ ...allMessages, step: 'new' }}>
            <Icon name="plus" />
            {words.create}
          </Link>
        )}
      </header>
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && resource.value.messages.length === 0 && (
        <Empty title={words.empty} text={words.emptyText} />
      )}
      {resource.status === 'ready' && resource.value.messages.length > 0 && (
        <ul className="message-list" aria-label={words.list}>
          {resource.value.messages.map((message) => (
            <Row key={message.contentTemplateId} message={message} />
          ))}
        </ul>
      )}
    </>
  )
}

function Row({ message }: { message: MessageRow }) {
  const { live, draft, status, journeys } = message
  return (
    <li>
      <div>
        <h2>
          <Link to={messagePage(message.contentTemplateId)} className="plain-title">
            {message.title}
          </Link>
        </h2>
        <p className="quiet">
          <code>{message.name}</code> · {words.purposes[message.purpose]} ·{' '}
          {message.channels.map((channel) => words.channels[channel]).join(', ')} ·{' '}
          {message.languages.join(', ')}
          {message.variants > 0 && ` · ${words.variants(message.variants)}`}
        </p>
        <p className="quiet">
          {journeys.length > 0 ? words.sentBy(journeys.join(', ')) : words.sentByNobody}
        </p>
      </div>
      <p className="message-standing">
        {live !== null && <span className="chip chip-on">{words.liveAs(live)}</span>}
        {draft !== null && <span className="chip">{words.draftAs(draft)}</span>}
        {live === null && draft === null && <span className="chip chip-off">{words.statuses[status]}</span>}
      </p>
    </li>
  )
}
