import { mayUse } from '#domain/consent/index.ts'
import type { PersonFacts } from '#domain/recommendation/index.ts'
import type { ToolContext } from '../tool.ts'

type Asking = Pick<
  ToolContext,
  'db' | 'now' | 'customerIds' | 'trust' | 'suppressionKey' | 'ref' | 'recommender'
>

/** What a recommendation may rest on, as far as this conversation may know the shopper. */
export interface UsableFacts {
  /** null: no consent to personalisation; then what is popular and what is asked decide. */
  facts: PersonFacts | null
  /** Bought before, and for no other use than not to show it again. */
  bought: string[]
}

/**
 * An account stands for the whole person. Below it, this very browser or number stands for itself: what it
 * looked at may be used, what was bought is told to nobody and only left out.
 */
export async function factsOfShopper(ctx: Asking): Promise<UsableFacts> {
  const use = { channel: 'web', purpose: 'personalisation', suppressionKey: ctx.suppressionKey } as const
  const answer = await mayUse(ctx.db, ctx.ref.customerId, use, ctx.now)
  if (!answer.allowed) return { facts: null, bought: [] }
  if (ctx.trust === 'account')
    return { facts: await ctx.recommender.factsOf(ctx.customerIds, ctx.now), bought: [] }
  const own = await ctx.recommender.factsOf([ctx.ref.customerId], ctx.now)
  const { viewed, carted, wished } = own
  return { facts: { ...nothingBought, viewed, carted, wished }, bought: [...own.bought.keys()] }
}

const nothingBought: Omit<PersonFacts, 'viewed' | 'carted' | 'wished'> = {
  bought: new Map(),
  due: [],
  brands: new Map(),
  categories: new Map(),
  storeId: null,
}
