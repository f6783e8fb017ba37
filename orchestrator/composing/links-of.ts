import { type DeliveryChannel, deliveryChannels, type OutboundChannel } from '#contract/outbound.ts'
import type { Feed, LinkWanted } from '#domain/content/index.ts'
import { mintLinks, type OwnPages, ownPage } from '#domain/links/index.ts'
import type { Db } from '#store/index.ts'
import type { DrawnPlan } from './draw-plan.ts'

/** The pages of the shop that one message leads to, in the order they were drawn. */
export interface LinkBook {
  pages: LinkWanted[]
  link: Feed['link']
}

/** As long as a real one, so that nothing grows between its judgement and its sending. */
const SAMPLE = '1'.repeat(10)

/**
 * Writes the addresses of one message: pages of the shop by a link of our own that counts, all others as they
 * are. `tokens`: of the links made for it, in their order; null: samples of their length.
 */
export function linkBook(
  channel: OutboundChannel,
  own: OwnPages,
  preferences: string,
  tokens: readonly string[] | null,
): LinkBook {
  const pages: LinkWanted[] = []
  const places = new Map<string, number>()
  return {
    pages,
    link: (wanted) => {
      const page = isDelivery(channel) && wanted.url !== preferences ? ownPage(wanted.url, own) : null
      if (page === null) return wanted.url
      const at = places.get(page) ?? pages.push({ ...wanted, url: page }) - 1
      places.set(page, at)
      return `${own.publicUrl}/l/${tokens?.[at] ?? SAMPLE}`
    },
  }
}

const isDelivery = (channel: OutboundChannel): channel is DeliveryChannel =>
  deliveryChannels.some((each) => each === channel)

/** Makes the links of all messages that really go, at once; by the message's key, in the order of its pages. */
export async function mintAll(
  tx: Db,
  drafts: readonly DrawnPlan[],
  now: Date,
): Promise<Map<string, string[]>> {
  const wanted = drafts.flatMap(({ plan, pages }) => {
    const { channel, customerId, key: ref, final, campaign = null } = plan.asked
    if (!final || !isDelivery(channel)) return []
    return pages.map(({ url, productId }) => ({ customerId, ref, channel, url, productId, campaign }))
  })
  const tokens = await mintLinks(tx, wanted, now)
  const byKey = new Map<string, string[]>()
  for (const [at, { ref }] of wanted.entries()) {
    const token = tokens[at]
    if (token !== undefined) byKey.set(ref, [...(byKey.get(ref) ?? []), token])
  }
  return byKey
}
