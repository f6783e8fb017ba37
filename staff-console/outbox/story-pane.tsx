import { useCallback, useState } from 'react'
import type { OutboxStory } from '#contract/staff-outbox.ts'
import { readOutboxMessage } from '../api/outbox.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage, type OutboxRoute } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { Acts } from './acts.tsx'
import { calledOf, senderOf } from './message-row.tsx'
import { Standing } from './standing.tsx'
import { StoryDetails } from './story-details.tsx'
import { useLookAgain } from './use-look-again.ts'

const words = texts.outbox

/** One message with everything that happened to it, and what may be done. */
export function StoryPane({ route, messageId }: { route: OutboxRoute; messageId: string }) {
  const read = useCallback(() => readOutboxMessage(messageId), [messageId])
  const { resource, reload, replace } = useResource(read)
  const [done, setDone] = useState('')
  useLookAgain(useCallback(() => void reload(), [reload]))
  return (
    <>
      <BackLink to={{ ...route, messageId: null }} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.oneLoading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && (
        <>
          <Head story={resource.value} />
          <div role="status">
            {done && (
              <p className="done-note">
                <Icon name="check" />
                <span>{done}</span>
              </p>
            )}
          </div>
          <Acts
            story={resource.value}
            onDone={(story, sentence) => {
              replace(story)
              setDone(sentence)
            }}
            onOvertaken={() => void reload()}
          />
          <StoryDetails story={resource.value} route={route} />
        </>
      )}
    </>
  )
}

function Head({ story }: { story: OutboxStory }) {
  return (
    <header className="outbox-head">
      <h1>
        <Link to={customerPage(story.customerId)} className="text-link">
          {calledOf(story)}
        </Link>
      </h1>
      <p className="plain-title">
        <span className="chip">{texts.outreach.channels[story.channel]}</span>
        <span className="chip">{words.kinds[story.kind]}</span>
        <span className="quiet">{senderOf(story)}</span>
      </p>
      <Standing message={story} />
    </header>
  )
}
