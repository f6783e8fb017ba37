import type { ReasonCode, Strategy } from '#contract/recommendation.ts'
import type { Slot, SlotInput, SlotVariantInput } from '#contract/slots.ts'
import type { RecommendAnswer, RecommendAsk } from '#domain/recommendation/index.ts'
import { defaultRules, type Shop, type Visit } from '#domain/slots/index.ts'

/** A shop of some lamps, for decisions without a database. */

export const slotsNow = new Date('2026-01-15T10:00:00Z')

/** Somebody on the home page, of whom nothing is known. */
export function stranger(signals: Partial<Visit['signals']> = {}, visit: Partial<Visit> = {}): Visit {
  return {
    signals: {
      path: '/',
      productId: null,
      categories: [],
      tags: [],
      search: null,
      referrer: null,
      source: null,
      medium: null,
      campaign: null,
      device: 'desktop',
      platform: 'other',
      country: null,
      region: null,
      city: null,
      weather: [],
      season: 'winter',
      day: '01-15',
      person: null,
      ...signals,
    },
    viewed: [],
    cart: [],
    store: null,
    currency: null,
    facts: null,
    access: null,
    next: null,
    ...visit,
  }
}

export function slotWith(slot: Partial<SlotInput>, variants: Partial<SlotVariantInput>[] = []): Slot {
  return {
    name: 'home_hero',
    place: 'At the top',
    kind: 'hero',
    on: true,
    strategy: 'personal',
    defaultContent: { title: 'For everybody' },
    quietDays: 7,
    updatedAt: slotsNow.toISOString(),
    updatedBy: null,
    ...slot,
    variants: variants.map((variant, at) => ({
      variantId: `v${at}`,
      name: `Variant ${at}`,
      on: true,
      audience: {},
      content: { title: `Variant ${at}` },
      from: null,
      until: null,
      updatedAt: slotsNow.toISOString(),
      updatedBy: null,
      ...variant,
    })),
  }
}

/** Sells these; each row is filled from the front, for the reason given (of all rows, or of one). */
export function shopOf(
  productIds: readonly string[],
  answer: { strategy?: Strategy; reason?: ReasonCode; asked?: RecommendAsk[] } = {},
): Shop {
  return {
    shelf: { get: () => null, stockIn: () => null, stores: () => [] },
    recommend: (ask): RecommendAnswer => {
      answer.asked?.push(ask)
      const free = productIds.filter((id) => !ask.filters?.exclude?.includes(id)).slice(0, ask.limit)
      const items = free.map((productId) => ({
        productId,
        score: 1,
        reason: { code: answer.reason ?? 'popular', text: 'Popular', detail: '' },
        card: {
          productId,
          variantId: `${productId}-1`,
          title: `Lamp <${productId}>`,
          url: `/products/${productId}`,
          image: null,
          price: { amount: 4900, currency: 'USD' },
          listPrice: null,
          availability: 'in_stock' as const,
          options: '',
          choices: [],
        },
      }))
      return { row: ask.row, strategy: answer.strategy ?? 'contextual', items, bundle: null }
    },
    countsOf: () => ({ viewedToday: 0, boughtThisWeek: 0 }),
    rules: defaultRules,
    locale: 'en-US',
  }
}
