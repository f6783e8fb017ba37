import { readSettings } from '#domain/settings/index.ts'
import type { ToolContext } from '#tools/index.ts'
import type { SmallShop } from './small-shop.ts'

/** What a tool is given in a conversation of this customer; `known` changes what the case turns on. */
export async function toolContext(
  shop: SmallShop,
  customerId: string,
  known: Partial<ToolContext> = {},
): Promise<ToolContext> {
  return {
    db: shop.db,
    now: shop.now(),
    ref: { conversationId: 'conv_test', customerId },
    customerIds: [customerId],
    trust: 'session',
    grantedOrders: [],
    settings: await readSettings(shop.db),
    search: shop.search,
    recommender: shop.recommender,
    suppressionKey: 'test',
    page: null,
    place: null,
    limiterKeys: [],
    messageSeq: 1,
    turnId: 'turn_test',
    transcript: [],
    ...known,
  }
}
