import { type ChannelAdapter, createCompose, type OutgoingMessage, type SendResult } from '#channels/index.ts'
import type { ContactRules } from '#contract/contact-rules.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import { createOutbox, type Outbox, type OutboxDeps } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import { channels } from './world.ts'

export const suppressionKey = 'the key of the proof, long enough to be one'

/** Approved for promotion. */
export const template: Template = {
  templateId: 'tpl_proof',
  name: 'winter',
  channel: 'whatsapp',
  language: 'en',
  category: 'marketing',
  body: 'Hello {{name}}, winter is here.',
  parameters: ['name'],
  status: 'approved',
  statusNote: null,
  references: { whatsapp_cloud: 'winter' },
  updatedAt: '2026-11-01T00:00:00.000Z',
}

/** The real outbox with a provider that is the stub. */
export function openOutbox(
  db: Db,
  about: { clock: () => Date; speed: number; stub: string; writers: number; rules: ContactRules },
): Outbox {
  const { clock, speed, stub, writers, rules } = about
  const compose = createCompose({ whatsapp: 'whatsapp_cloud' })
  const context = {
    shopName: 'Hearth',
    baseUrl: 'http://127.0.0.1',
    locale: 'en',
    accentColor: '#1f5f5b',
    unsubscribeUrl: 'http://127.0.0.1/u/x',
    postalAddress: '1 High Street',
    senderName: 'Hearth',
  }
  const adapters = new Map(channels.map((channel) => [channel, adapterTo(stub, channel)]))
  const silent = {
    info: () => {},
    warn: () => {},
    error: (fields: object) => process.stderr.write(`${JSON.stringify(said(fields))}\n`),
  }
  const deps: OutboxDeps = {
    db,
    clock,
    log: silent,
    suppressionKey,
    shop: async () => ({
      rules,
      timeZone: 'Europe/Berlin',
      draw: ({ channel, content, template: named }) =>
        compose({ channel, content, template: named, context }),
    }),
    templates: async () => new Map([[template.templateId, template]]),
    adapterFor: (channel) =>
      channel === 'web' ? null : (adapters.get(channel as (typeof channels)[number]) ?? null),
    deliverWeb: async () => ({
      outcome: 'rejected',
      reason: 'unreachable',
      code: 'closed',
      text: 'no open chat',
    }),
    writers,
    leaseMs: 4000 * speed, // four seconds of the wall
  }
  return createOutbox(deps)
}

function said(fields: object): object {
  const error = 'error' in fields && fields.error instanceof Error ? fields.error.stack : undefined
  return { ...fields, error }
}

function adapterTo(stub: string, channel: DeliveryChannel): ChannelAdapter {
  return {
    provider: `stub_${channel}`,
    channels: [channel],
    perSecond: 5000,
    send: (message) => post(stub, message),
    close: async () => {},
  }
}

async function post(stub: string, { reference, to, content }: OutgoingMessage): Promise<SendResult> {
  const body = JSON.stringify({
    ...reference,
    to: to.value,
    channel: to.channel,
    type: content.type,
  })
  try {
    const answer = await fetch(stub, { method: 'POST', body, signal: AbortSignal.timeout(3000) })
    const { id, reason } = (await answer.json()) as { id: string; reason: string }
    if (answer.status === 200) return { outcome: 'accepted', providerMessageId: id }
    if (answer.status === 500 || answer.status === 429)
      return { outcome: 'retry', code: String(answer.status), text: 'not now' }
    const reasons = { unreachable: 'unreachable', limit: 'marketing_limit', content: 'content' } as const
    return {
      outcome: 'rejected',
      reason: reasons[reason as keyof typeof reasons] ?? 'blocked',
      code: reason,
      text: reason,
    }
  } catch {
    return { outcome: 'unknown', text: 'the line was cut' }
  }
}
