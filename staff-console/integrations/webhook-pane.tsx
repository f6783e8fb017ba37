import { useState } from 'react'
import type { WebhookRow, WebhooksPage } from '#contract/staff-integrations.ts'
import { BackLink } from '../customers/back-link.tsx'
import { exactTime } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { Section } from '../parts/section.tsx'
import { Empty } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { allWebhooks } from '../routing/route.ts'
import { mayEditWebhooks, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { Deliveries } from './deliveries.tsx'
import { WebhookActs } from './webhook-acts.tsx'
import { WebhookChip } from './webhook-chip.tsx'

const words = texts.webhooks

/** One endpoint: whether it takes what it is told, and the last messages. */
export function WebhookPane(props: {
  webhookId: string
  page: WebhooksPage
  onChanged: () => Promise<void>
}) {
  const { page, onChanged } = props
  const mayEdit = mayEditWebhooks(useSession())
  const [done, setDone] = useState<string | null>(null)
  const [looks, setLooks] = useState(0)
  const webhook = page.webhooks.find((one) => one.webhookId === props.webhookId)
  return (
    <>
      <BackLink to={allWebhooks} label={words.back} />
      {!webhook ? (
        <Empty title={words.missing} />
      ) : (
        <>
          <header className="queue-head">
            <div>
              <h1>{webhook.name}</h1>
              <p className="page-intro endpoint-url">
                <WebhookChip state={webhook.state} /> {webhook.url}
              </p>
            </div>
            {mayEdit && (
              <WebhookActs
                webhook={webhook}
                events={page.events}
                onDone={(text) => {
                  setDone(text)
                  setLooks((count) => count + 1)
                  void onChanged()
                }}
              />
            )}
          </header>
          {!mayEdit && <p className="read-only">{words.readOnly}</p>}
          <div role="status">
            {done !== null && (
              <p className="done-note">
                <Icon name="check" />
                <span>{done}</span>
              </p>
            )}
          </div>
          {webhook.note !== null && <p className="caution">{webhook.note}</p>}
          <div className="slot-parts">
            <Facts webhook={webhook} page={page} />
            <Deliveries
              key={looks}
              webhookId={webhook.webhookId}
              mayEdit={mayEdit}
              onLook={() => {
                setLooks((count) => count + 1)
                void onChanged()
              }}
            />
          </div>
        </>
      )}
    </>
  )
}

function Facts({ webhook, page }: { webhook: WebhookRow; page: WebhooksPage }) {
  const { events, lastSuccessAt, failingSince, oldSecretUntil, waiting, failed } = webhook
  const told = page.events.filter(({ event }) => events.includes(event))
  return (
    <Section title={words.about}>
      <ul className="values">
        {told.map(({ event, words: said }) => (
          <li key={event} className="chip">
            {said}
          </li>
        ))}
        {told.length === 0 && <li className="quiet">{words.events(0)}</li>}
      </ul>
      <p className="quiet">
        {webhook.includeContact && <>{words.contact} · </>}
        {words.waiting(waiting)} · {words.failedCount(failed)}
      </p>
      <p className="quiet">
        {lastSuccessAt === null ? (
          words.never
        ) : (
          <>
            {words.lastSuccess} <Ago at={lastSuccessAt} />
          </>
        )}
      </p>
      {failingSince !== null && (
        <p className="caution">
          {words.failingSince} <Ago at={failingSince} />
        </p>
      )}
      {oldSecretUntil !== null && Date.parse(oldSecretUntil) > Date.now() && (
        <p className="quiet">
          {words.oldSecret} {exactTime(oldSecretUntil)}
        </p>
      )}
    </Section>
  )
}
