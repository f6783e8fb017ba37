import { minorDigits } from '#contract/money.ts'
import type { NamedProduct, Task } from '../task.ts'
import type { ProductWish } from '../understand/product-wish.ts'
import type { Understanding } from '../understand/understand.ts'
import { searchFor } from './make-task.ts'
import { onlyOne, pointedAt } from './point-at.ts'
import { readStore } from './read-store.ts'
import type { DialogueState } from './state.ts'

/** What a message wants of the goods; null where it is not about them. */
export function shoppingTask(said: Understanding, state: DialogueState): Task | null {
  const has = (concept: Parameters<typeof said.concepts.has>[0]) => said.concepts.has(concept)
  if (has('cheaper') && state.shown.length > 0 && said.reference?.by !== 'cheapest')
    return priced(state, 'cheaper')
  if (has('pricier') && state.shown.length > 0) return priced(state, 'pricier')
  if (wantsToAdd(said, state)) return add(said, state)
  const about = aboutOne(said, state)
  if (about) return about
  if (refines(said, state)) return refine(said, state)
  const other = insteadOf(said, state)
  if (other) return other
  if (has('more') && state.wish && isShort(said))
    return searchFor(state.wish, { offset: state.seen, note: 'more' })
  return null
}

function isShort(said: Understanding): boolean {
  return said.tokens.length <= 6 && said.wish.nouns.length === 0
}

function wantsToAdd(said: Understanding, state: DialogueState): boolean {
  if (state.shown.length === 0 && !state.focus) return false
  if (said.intent === 'add_to_cart') return true
  const taking =
    /\b(i'?ll (take|have|buy|get)|i (want to|wanna|would like to|'d like to) (buy|order|get|take) (it|this|that|the|one)|add (it|this|that|the|one|two|\d)|buy (it|this|that|the \w+ one)|order (it|this one)|take (it|this|that|the))\b/
  return taking.test(said.folded) && !/\bfrom\b.*\bcart\b|\b(remove|out of)\b/.test(said.folded)
}

function add(said: Understanding, state: DialogueState): Task {
  const card = pointedAt(said, state)
  if (!card) return { do: 'which_product', cards: state.shown, verb: 'add' }
  const asked = card.productId === state.focus?.productId ? state.chosen : null
  return {
    do: 'add',
    card,
    size: said.wish.size ?? asked?.size ?? state.wish?.size ?? null,
    colour: said.wish.colour ?? asked?.colour ?? state.wish?.colour ?? null,
    quantity: said.quantity ?? 1,
  }
}

/** A question about one product that was shown or is on the page. */
function aboutOne(said: Understanding, state: DialogueState): Task | null {
  const listing = /\b(what|which|other) (sizes?|colou?rs?|options?)\b/.test(said.folded)
  const points =
    listing || said.reference !== null || said.concepts.has('stock') || said.concepts.has('detail')
  if (!points && !isBareOption(said)) return null
  if (said.wish.nouns.length > 0 && pointsWeakly(said)) return null
  const card = pointedAt(said, state)
  const store = readStore(said)
  const option = said.wish.size !== null || said.wish.colour !== null
  if (!card) {
    const several = state.shown.length > 0 && said.reference !== null && said.wish.nouns.length === 0
    const about =
      said.reference?.by === 'position' ||
      said.concepts.has('detail') ||
      said.concepts.has('stock') ||
      store !== null
    return several && about
      ? { do: 'which_product', cards: state.shown, verb: store ? 'in_store' : 'detail', store }
      : null
  }
  const { size, colour } = said.wish
  if (store) return { do: 'in_store', card, size, colour, store }
  if (option || said.concepts.has('stock')) return { do: 'stock', card, size, colour }
  if (said.concepts.has('returns') || said.concepts.has('delivery') || said.concepts.has('order')) return null
  const asks = said.concepts.has('detail') || said.concepts.has('care') || said.wish.attributes.length > 0
  const opens = said.reference?.by !== 'this' && said.tokens.length <= 6
  const costs = said.concepts.has('cost') && said.reference !== null
  if (!listing && !asks && !opens && !costs && !said.concepts.has('sizeguide')) return null
  return { do: 'detail', card, question: said.raw, attributes: said.wish.attributes }
}

/** "do you have this in a jacket": a noun that nothing shown is pointed at with starts a new search. */
function pointsWeakly(said: Understanding): boolean {
  return (
    said.reference === null ||
    (said.reference.by === 'this' && !/\b(it|this one|that one)\b/.test(said.folded))
  )
}

/** "size L?", "in blue?" and nothing else. */
function isBareOption(said: Understanding): boolean {
  const slots = said.wish.size !== null || said.wish.colour !== null
  return slots && said.wish.nouns.length === 0 && said.tokens.length <= 5
}

/** Cheaper than the cheapest shown, or dearer than the dearest. */
function priced(state: DialogueState, note: 'cheaper' | 'pricier'): Task {
  const amounts = state.shown.map((card) => card.price.amount)
  const unit = 10 ** minorDigits(state.shown[0]?.price.currency ?? 'USD')
  const focus = onlyOne(state)
  const wish = state.wish ?? wishLike(focus ?? state.shown[0])
  const limit =
    note === 'cheaper'
      ? { priceMax: (Math.min(...amounts) - 1) / unit, priceMin: null }
      : { priceMin: (Math.max(...amounts) + 1) / unit, priceMax: null }
  return searchFor({ ...wish, ...limit }, { note })
}

function wishLike(card: NamedProduct | undefined): ProductWish {
  return {
    nouns: [],
    text: card?.title ?? '',
    category: null,
    colour: null,
    size: null,
    brand: null,
    attributes: [],
    priceMax: null,
    priceMin: null,
    cheap: false,
  }
}

/** Slots without a product word of their own change the last search. */
function refines(said: Understanding, state: DialogueState): boolean {
  const { wish } = said
  if (!state.wish || wish.nouns.length > 0 || /\b(something|anything)\b/.test(said.folded)) return false
  const slots = [wish.colour, wish.size, wish.brand, wish.priceMax, wish.priceMin].some(
    (slot) => slot !== null,
  )
  if (!slots && wish.attributes.length === 0 && !wish.cheap) return false
  return said.tokens.length <= 12 && (said.intents[0]?.score ?? 0) < 6
}

function refine(said: Understanding, state: DialogueState): Task {
  const before = state.wish ?? said.wish
  const { wish } = said
  return searchFor({
    ...before,
    colour: wish.colour ?? before.colour,
    size: wish.size ?? before.size,
    brand: wish.brand ?? before.brand,
    attributes: [...new Set([...before.attributes, ...wish.attributes])].slice(0, 5),
    priceMax: wish.priceMax ?? (wish.priceMin === null ? before.priceMax : null),
    priceMin: wish.priceMin ?? (wish.priceMax === null ? before.priceMin : null),
    cheap: wish.cheap,
  })
}

/** "what about two people instead": the same goods in other words. */
function insteadOf(said: Understanding, state: DialogueState): Task | null {
  const { wish } = state
  if (!wish || said.wish.text === '' || said.wish.nouns.length > 0 || said.tokens.length > 8) return null
  if (!/^(and|or|what about|how about|rather|maybe)\b|\b(instead|rather)\b/.test(said.folded.trim()))
    return null
  if ((said.intents[0]?.score ?? 0) >= 4) return null
  return searchFor({ ...wish, text: [...new Set([...said.wish.text.split(' '), ...wish.nouns])].join(' ') })
}
