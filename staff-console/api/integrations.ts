import type { AudienceInput } from '#contract/audiences.ts'
import type {
  AudienceFile,
  AudienceFileInput,
  AudiencePage,
  AudiencesPage,
  DeliveriesPage,
  WebhookSecret,
  WebhooksPage,
} from '#contract/staff-integrations.ts'
import type { WebhookInput } from '#contract/webhooks.ts'
import { request } from './http.ts'

export function listWebhooks(): Promise<WebhooksPage> {
  return request('GET', '/api/webhooks')
}

/** The secret is answered this once. */
export function createWebhook(webhook: WebhookInput): Promise<WebhookSecret> {
  return request('POST', '/api/webhooks', webhook)
}

export function changeWebhook(webhookId: string, webhook: WebhookInput, rev: number): Promise<null> {
  return request('PUT', webhookPath(webhookId), { webhook, rev })
}

export function switchWebhook(webhookId: string, state: 'on' | 'off'): Promise<null> {
  return request('POST', `${webhookPath(webhookId)}/state`, { state })
}

/** The secret is answered this once. */
export function rotateSecret(webhookId: string): Promise<WebhookSecret> {
  return request('POST', `${webhookPath(webhookId)}/secret`)
}

export function testWebhook(webhookId: string): Promise<{ deliveryId: string }> {
  return request('POST', `${webhookPath(webhookId)}/test`)
}

export function removeWebhook(webhookId: string): Promise<null> {
  return request('DELETE', webhookPath(webhookId))
}

/** `before`: the `next` of the page that was read last. */
export function listDeliveries(webhookId: string, before: string | null): Promise<DeliveriesPage> {
  const query = before === null ? '' : `?${new URLSearchParams({ before })}`
  return request('GET', `${webhookPath(webhookId)}/deliveries${query}`)
}

export function replayDelivery(deliveryId: string): Promise<null> {
  return request('POST', `/api/webhook-deliveries/${encodeURIComponent(deliveryId)}/replay`)
}

export function listAudiences(): Promise<AudiencesPage> {
  return request('GET', '/api/audiences')
}

export function readAudience(audienceId: string): Promise<AudiencePage> {
  return request('GET', audiencePath(audienceId))
}

export function createAudience(audience: AudienceInput): Promise<{ audienceId: string }> {
  return request('POST', '/api/audiences', audience)
}

export function renameAudience(audienceId: string, name: string, rev: number): Promise<null> {
  return request('PUT', audiencePath(audienceId), { name, rev })
}

export function endAudience(audienceId: string): Promise<null> {
  return request('POST', `${audiencePath(audienceId)}/end`)
}

export function takeAudienceFile(audienceId: string, asked: AudienceFileInput): Promise<AudienceFile> {
  return request('POST', `${audiencePath(audienceId)}/files`, asked)
}

export function confirmAudienceFile(exportId: string): Promise<null> {
  return request('POST', `/api/audience-files/${encodeURIComponent(exportId)}/confirm`)
}

const webhookPath = (webhookId: string) => `/api/webhooks/${encodeURIComponent(webhookId)}`
const audiencePath = (audienceId: string) => `/api/audiences/${encodeURIComponent(audienceId)}`
