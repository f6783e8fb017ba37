import type { ReactNode } from 'react'
import type { OutboxStory } from '#contract/staff-outbox.ts'
import { inWords, wordFor } from '../customers/names.ts'
import { exactTime } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Link } from '../routing/link.tsx'
import type { OutboxRoute } from '../routing/route.ts'
import { maySee, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { senderOf } from './message-row.tsx'

const words = texts.outbox

/** What it says, what happened to it, and what is known beside. */
export function StoryDetails({ story, route }: { story: OutboxStory; route: OutboxRoute }) {
  return (
    <div className="segment-parts">
      <Section title={words.said}>
        <Content story={story} />
      </Section>
      <Section title={words.story}>
        <dl className="traits">
          {story.times.map(({ step, at }) => (
            <Fact key={step} name={words.steps[step]}>
              <time dateTime={at}>{exactTime(at)}</time>
            </Fact>
          ))}
        </dl>
      </Section>
      <Section title={words.details}>
        <Details story={story} />
        <OtherMessages story={story} route={route} />
      </Section>
    </div>
  )
}

function Content({ story }: { story: OutboxStory }) {
  const { subject, text, template, products } = story
  return (
    <div className="outbox-content">
      {text === '' ? <p className="quiet">{words.nothingSaid}</p> : <p className="outbox-text">{text}</p>}
      <dl className="traits">
        {subject !== null && <Fact name={words.subject}>{subject}</Fact>}
        {template !== null && <Fact name={words.template}>{template}</Fact>}
        {products.length > 0 && <Fact name={words.products}>{products.join(', ')}</Fact>}
      </dl>
    </div>
  )
}

function Details({ story }: { story: OutboxStory }) {
  const { address, gate, attempts, provider, error, parts, partsSent, segments, settledBy } = story
  return (
    <dl className="traits">
      {address !== null && <Fact name={words.to}>{address}</Fact>}
      <Fact name={words.from}>{senderOf(story)}</Fact>
      {gate !== null && <Fact name={words.gate}>{wordFor(texts.outreach.gates, gate)}</Fact>}
      {attempts > 0 && <Fact name={words.attempts}>{attempts}</Fact>}
      {provider !== null && <Fact name={words.provider}>{inWords(provider)}</Fact>}
      {error !== null && (
        <Fact name={words.answer}>{[error.code, error.text].filter(Boolean).join(': ')}</Fact>
      )}
      {parts > 1 && <Fact name={words.parts}>{words.partsSent(partsSent, parts)}</Fact>}
      {story.channel === 'sms' && segments > 0 && <Fact name={words.segments}>{segments}</Fact>}
      {settledBy !== null && <Fact name={words.settledBy}>{settledBy}</Fact>}
    </dl>
  )
}

/** Ways to what it has to do with. */
function OtherMessages({ story, route }: { story: OutboxStory; route: OutboxRoute }) {
  const session = useSession()
  const { links } = words
  const others: [string | null, string][] = [
    [story.reroutedFrom, links.reroutedFrom],
    [story.reroutedTo, links.reroutedTo],
    [story.winnerId, links.winner],
  ]
  const { conversationId } = story
  return (
    <p className="side-actions">
      {others.map(
        ([messageId, label]) =>
          messageId !== null && (
            <Link key={label} to={{ ...route, messageId }} className="text-link">
              {label}
            </Link>
          ),
      )}
      {conversationId !== null && maySee(session, 'conversations') && (
        <Link to={{ room: 'conversations', view: 'open', conversationId }} className="text-link">
          {links.conversation}
        </Link>
      )}
    </p>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
