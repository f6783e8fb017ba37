import type { ChannelAdapter, OutgoingMessage, SendResult } from '#channels/index.ts'
import { createCompose } from '#channels/index.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import { findTemplate } from '#domain/content/index.ts'
import { readContactRules, readSettings } from '#domain/settings/index.ts'
import type { Inbound, InboundDeps } from '#inbound/index.ts'
import { createOutbox, type Outbox } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** A provider that keeps what it is given, in the order it was given. */
export interface FakeProvider extends ChannelAdapter {
  sent: OutgoingMessage[]
  /** Its own id of each message in `sent`. */
  ids: string[]
  /** What it answers next, once; accepted otherwise. */
  answers: SendResult[]
  /** What the outbox logged as an error. */
  faults: unknown[]
  /** The words of all that was sent, each as the phone shows it. */
  texts: () => string[]
}

let made = 0

export function createFakeProvider(): FakeProvider {
  const sent: OutgoingMessage[] = []
  const answers: SendResult[] = []
  const ids: string[] = []
  return {
    faults: [],
    ids,
    provider: 'fake',
    channels: ['sms', 'whatsapp', 'email', 'push'],
    perSecond: 10_000,
    sent,
    answers,
    texts: () => sent.map(({ content }) => ('text' in content ? content.text : JSON.stringify(content))),
    send: async (message) => {
      const providerMessageId = `fake-${++made}`
      sent.push(message)
      ids.push(providerMessageId)
      return answers.shift() ?? { outcome: 'accepted', providerMessageId }
    },
    close: async () => {},
  }
}

/** The real outbox over a provider of the test; nothing leaves before `runDue`. */
export function createSmallOutbox(
  db: Db,
  adapter: FakeProvider,
  given: { clock: () => Date; suppressionKey: string; inbound: () => Inbound },
): Outbox {
  const compose = createCompose({ whatsapp: 'sandbox' })
  return createOutbox({
    db,
    clock: given.clock,
    log: { info: () => {}, warn: () => {}, error: (fields) => adapter.faults.push(fields) },
    suppressionKey: given.suppressionKey,
    shop: async (handle) => {
      const [rules, settings] = [await readContactRules(handle), await readSettings(handle)]
      const context = {
        shopName: settings.shopName,
        baseUrl: 'https://shop.example',
        locale: settings.locale,
        accentColor: settings.accentColor,
        unsubscribeUrl: null,
        postalAddress: '',
        senderName: settings.shopName,
      }
      return {
        rules,
        timeZone: settings.timeZone,
        draw: ({ channel, content, template }) => compose({ channel, content, template, context }),
      }
    },
    templates: async (handle, ids) => {
      const found = new Map()
      for (const id of ids) {
        const template = await findTemplate(handle, id)
        if (template) found.set(id, template)
      }
      return found
    },
    adapterFor: (channel: OutboundChannel) => (channel === 'web' ? null : adapter),
    deliverWeb: (row) => given.inbound().deliverWeb(row),
    noteSaid: (row, now) => given.inbound().noteSaid(row, now),
    changed: (change) => given.inbound().deliveryChanged(change),
  })
}

/** For a house in which nobody has a phone: whoever asks it to send has made a mistake. */
export const noPhones: InboundDeps['outbox'] = {
  requestIn: () => Promise.reject(new Error('nothing leaves by phone here')),
  wake: () => {},
  applyStatus: async () => [],
}
