import type { DeliveryChannel } from '#contract/outbound.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import { type Click, countClicks, settleClicks } from '#domain/links/index.ts'
import type { House } from '../house.ts'

const eventOf: Record<DeliveryChannel, string> = {
  email: 'Email Link Clicked',
  sms: 'SMS Link Clicked',
  whatsapp: 'WhatsApp Link Clicked',
  push: 'Push Notification Tapped',
}

/** How whoever is named in a call is spelt there, the surest first. */
const spelt = {
  user_id: (value: string) => ({ userId: value }),
  email: (email: string) => ({ context: { traits: { email } } }),
  phone: (phone: string) => ({ context: { traits: { phone } } }),
  whatsapp_id: (whatsapp_id: string) => ({ context: { traits: { whatsapp_id } } }),
  loyalty_number: (loyalty_number: string) => ({ context: { traits: { loyalty_number } } }),
  anonymous_id: (value: string) => ({ anonymousId: value }),
} as const
const kinds = ['user_id', 'email', 'phone', 'whatsapp_id', 'loyalty_number', 'anonymous_id'] as const

/**
 * Makes events of the clicks that have waited long enough, so that everybody who reads events sees them. What is
 * told twice, because a process ended in between, is one event: its message id is the click's.
 */
export async function settleLinks(house: House): Promise<number> {
  let settled = 0
  for (;;) {
    const now = house.clock()
    const clicks = await settleClicks(house.db, now)
    if (clicks.length === 0) return settled
    const calls = await callsOf(house, clicks)
    const caller = {
      trust: 'secret',
      source: 'Links in messages',
      receivedAt: now,
      sentAt: null,
      proof: null,
    } as const
    if (calls.length > 0) await house.events.take(calls, caller)
    await countClicks(house.db, clicks)
    settled += clicks.length
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Whoever has no identifier of their own any more is counted and not told of. */
async function callsOf(house: House, clicks: readonly Click[]): Promise<object[]> {
  const customerIds = [...new Set(clicks.map(({ link }) => link.customerId))]
  const own = await identifiersOf(house.db, customerIds)
  return clicks.flatMap(({ clickId, clickedAt, link }) => {
    const theirs = own.filter(({ customerId }) => customerId === link.customerId)
    const kind = kinds.find((each) => theirs.some((identifier) => identifier.kind === each))
    const value = theirs.find((identifier) => identifier.kind === kind)?.value
    if (kind === undefined || value === undefined) return []
    return [
      {
        type: 'track',
        event: eventOf[link.channel],
        messageId: `click ${clickId}`,
        timestamp: clickedAt.toISOString(),
        properties: {
          message_id: link.ref,
          link_url: link.url,
          ...(link.channel === 'email' && { email_id: link.ref }),
          ...(link.campaign !== null && { campaign_id: link.campaign, campaign_name: link.campaign }),
          ...(link.productId !== null && { product_id: link.productId }),
        },
        ...spelt[kind](value),
      },
    ]
  })
}
