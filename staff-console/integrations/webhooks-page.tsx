import { useEffect, useState } from 'react'
import type { WebhooksPage as Page, WebhookRow } from '#contract/staff-integrations.ts'
import { listWebhooks } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import { webhookPage } from '../routing/route.ts'
import { mayEditWebhooks, useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { WebhookChip } from './webhook-chip.tsx'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookPane } from './webhook-pane.tsx'

const words = texts.webhooks

/** Who else is told: all endpoints, or one of them. */
export function WebhooksPage({ webhookId }: { webhookId: string | null }) {
  const { shopName } = useSession()
  const { resource, reload } = useResource(listWebhooks)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="webhooks" />
      <div className="page-scroll" key={webhookId}>
        <div className="page page-wide">
          {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' &&
            (webhookId === null ? (
              <Front page={resource.value} onChanged={reload} />
            ) : (
              <WebhookPane webhookId={webhookId} page={resource.value} onChanged={reload} />
            ))}
        </div>
      </div>
    </div>
  )
}

function Front({ page, onChanged }: { page: Page; onChanged: () => Promise<void> }) {
  const mayEdit = mayEditWebhooks(useSession())
  const [step, setStep] = useState<'form' | { webhookId: string; secret: string } | null>(null)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        {mayEdit && (
          <Button look="primary" icon="plus" onClick={() => setStep('form')}>
            {words.create}
          </Button>
        )}
      </header>
      {!mayEdit && <p className="read-only">{words.readOnly}</p>}
      {page.webhooks.length === 0 ? (
        <Empty title={words.empty} text={words.emptyText} />
      ) : (
        <ul className="plain-list" aria-label={words.list}>
          {page.webhooks.map((webhook) => (
            <Row key={webhook.webhookId} webhook={webhook} />
          ))}
        </ul>
      )}
      {step === 'form' && (
        <WebhookForm
          before={null}
          events={page.events}
          onClose={() => setStep(null)}
          onSaved={(made) => setStep(made)}
        />
      )}
      {step !== null && step !== 'form' && (
        <SecretDialog
          secret={step.secret}
          onClose={() => {
            void onChanged()
            navigate(webhookPage(step.webhookId))
          }}
        />
      )}
    </>
  )
}

function Row({ webhook }: { webhook: WebhookRow }) {
  const { name, url, events, waiting, failed } = webhook
  return (
    <li>
      <div className="plain-main">
        <Link to={webhookPage(webhook.webhookId)} className="plain-title">
          {name}
        </Link>
        <span className="quiet endpoint-url">{url}</span>
      </div>
      <span className="issued-end">
        <WebhookChip state={webhook.state} />
        <span className="quiet">
          {[
            words.events(events.length),
            waiting > 0 ? words.waiting(waiting) : null,
            failed > 0 ? words.failedCount(failed) : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </li>
  )
}
