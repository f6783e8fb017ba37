import type { Product } from './product.ts'

/** Who may buy before everybody may: whoever is in one of these segments, or of one of these tiers. */
export interface EarlyAccess {
  from: Date
  segmentIds: string[]
  /** As the loyalty programme names them, whatever their case. */
  tiers: string[]
}

/** What a person has that may let them in early; who is not known to be anybody has null. */
export interface Access {
  segmentIds: ReadonlySet<string>
  /** In small letters. */
  tiers: ReadonlySet<string>
}

/** When something goes on sale, and to whom earlier. */
export type Dated = Pick<Product, 'releaseAt' | 'early'>

/**
 * Whether this person may buy it now: everybody from its release on, those let in early from their own date on.
 * The one rule that search, carts, rows, slots and tools ask.
 */
export function mayBuy({ releaseAt, early }: Dated, access: Access | null, now: Date): boolean {
  if (releaseAt === null || releaseAt <= now) return true
  return early !== null && early.from <= now && access !== null && isLetIn(early, access)
}

/** Whether it is still only for those let in early. */
export function isBeforeRelease({ releaseAt }: Pick<Dated, 'releaseAt'>, now: Date): boolean {
  return releaseAt !== null && releaseAt > now
}

function isLetIn({ segmentIds, tiers }: EarlyAccess, access: Access): boolean {
  return (
    segmentIds.some((segmentId) => access.segmentIds.has(segmentId)) ||
    tiers.some((tier) => access.tiers.has(tier.toLowerCase()))
  )
}

/** What a shopper is told of goods before their release: nothing of who else is let in. */
export interface ReleaseNote {
  /** ISO time from which everybody may buy. */
  opensAt: string
  /** Whether this shopper may already. */
  early: boolean
}

export function releaseNote(dated: Dated, access: Access | null, now: Date): ReleaseNote | null {
  if (dated.releaseAt === null || !isBeforeRelease(dated, now)) return null
  return { opensAt: dated.releaseAt.toISOString(), early: mayBuy(dated, access, now) }
}

/**
 * The product as it is for this person now, with what they are told of its release: where they may not buy it
 * yet nothing of it can be had, so that every card, cart and filter made from it says so by itself.
 */
export function asSoldTo(product: Product, access: Access | null, now: Date): Product {
  const release = releaseNote(product, access, now)
  if (release === null) return product
  const taken = ({ available, ...rest }: Product['variants'][number]) => ({
    ...rest,
    available: available && release.early,
  })
  return { ...product, release, variants: product.variants.map(taken) }
}
