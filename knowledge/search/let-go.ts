import { formatMoney } from '#contract/money.ts'
import { cheapestOf } from './filters.ts'
import { type Found, findProducts, type Prepared, type ProductSearch, prepare } from './find-products.ts'
import type { ReadQuery } from './read-query.ts'
import type { Note, Understood, Wish, WishField } from './understood.ts'
import { wishedQuery } from './wished-query.ts'

interface Answer {
  prepared: Prepared
  found: Found[]
  understood: Understood
}

// what is let go first: what a shopper gives up most easily. An order is no filter.
const leastMeant: WishField[] = [
  'on_sale',
  'price_max',
  'price_min',
  'colour',
  'quantity',
  'attribute',
  'size',
  'store',
  'brand',
  'category',
  'without',
]

/**
 * Finds what fits all that was understood. Where nothing does, as little as possible of it is let go, and the
 * answer says so. What the caller set itself is never let go.
 */
export async function findLettingGo(room: ProductSearch, read: ReadQuery): Promise<Answer> {
  const whole = await findWith(room, read, read.wishes)
  if (whole.found.length > 0) return whole
  const kinds = leastMeant.filter((kind) => read.wishes.some(({ field }) => field === kind))
  const tries = [
    ...kinds.map((kind) => [kind]),
    // one is not enough: more and more, until something is found
    ...kinds.map((_, at) => kinds.slice(0, at + 1)).slice(1),
  ]
  for (const dropped of tries) {
    const answer = await findWithout(room, read, dropped)
    if (answer.found.length > 0) return withNotes(await takeBack(room, read, dropped, answer), read)
  }
  return whole
}

/** Of several that were let go, those that need not be are kept after all, what is meant most first. */
async function takeBack(
  room: ProductSearch,
  read: ReadQuery,
  dropped: readonly WishField[],
  answer: Answer,
): Promise<Answer> {
  let best = { dropped, answer }
  for (const kind of dropped.length > 1 ? dropped.toReversed() : []) {
    const fewer = best.dropped.filter((one) => one !== kind)
    const again = await findWithout(room, read, fewer)
    if (again.found.length > 0) best = { dropped: fewer, answer: again }
  }
  return best.answer
}

function findWithout(room: ProductSearch, read: ReadQuery, dropped: readonly WishField[]): Promise<Answer> {
  const wishes = read.wishes.map((wish) => ({ ...wish, kept: !dropped.includes(wish.field) }))
  return findWith(room, read, wishes)
}

async function findWith(room: ProductSearch, read: ReadQuery, wishes: readonly Wish[]): Promise<Answer> {
  const rest = read.restOf(wishes)
  const prepared = await prepare(room, wishedQuery(read.given, rest, wishes))
  const found = await findProducts(room, prepared)
  const understood = { text: rest, wishes: [...wishes], notes: read.notes }
  return { prepared, found, understood }
}

function withNotes(answer: Answer, { given, notes }: ReadQuery): Answer {
  const { understood, prepared, found } = answer
  const said = understood.wishes
    .filter(({ kept }) => !kept)
    .map((wish): Note => ({ code: 'let_go', text: noteOf(wish, priceAmong(prepared, found), given.locale) }))
  return { ...answer, understood: { ...understood, notes: [...notes, ...said] } }
}

interface Prices {
  least: number
  most: number
  currency: string
}

function noteOf(wish: Wish, prices: Prices, locale: string | undefined): string {
  const words = (amount: number) => formatMoney({ amount, currency: prices.currency }, locale)
  if (wish.field === 'price_max') return `Nothing ${wish.text}; the cheapest is ${words(prices.least)}.`
  if (wish.field === 'price_min') return `Nothing ${wish.text}; the dearest is ${words(prices.most)}.`
  return `Nothing with “${wish.text}” as well; shown without it.`
}

function priceAmong({ filters, currency }: Prepared, found: readonly Found[]): Prices {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const { entry } of found) {
    const amount = cheapestOf(filters.passing(entry.facets))?.amount ?? Number.NaN
    if (amount < least) least = amount
    if (amount > most) most = amount
  }
  return { least, most, currency }
}
