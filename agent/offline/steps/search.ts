import type { DoneCall } from '../history.ts'
import { type ProductResult, readResult, searchResult } from '../results.ts'
import type { SearchTask, Spoken, WantedCall } from '../task.ts'
import { fold } from '../understand/normalise.ts'
import type { ProductWish } from '../understand/product-wish.ts'
import { listed, personChoice, type Voice } from '../voice.ts'
import { namedProduct, nextFor, sayFor } from './search-then.ts'
import type { Step } from './step.ts'

type Slot = 'size' | 'colour' | 'price' | 'attributes' | 'brand' | 'category'

/** What is given up first when nothing fits, one at a time. */
const relaxable: Slot[] = ['brand', 'size', 'colour', 'price', 'attributes', 'category']
const SHOWN = 4

export const search: Step<SearchTask> = {
  next(task, done) {
    if (done.length === 0) return { name: 'search_catalog', args: searchArgs(task.wish, task.offset) }
    const named = namedProduct(task, done)
    if (named) return nextFor(named, done.slice(1))
    if (found(done).length > 0) return null
    if (task.note !== null || done.length > openSlots(task.wish).length) return lostCall(task, done)
    const slot = openSlots(task.wish)[done.length - 1]
    return slot && done.length <= 4
      ? { name: 'search_catalog', args: searchArgs(withoutSlot(task.wish, slot), 0) }
      : null
  },
  say(task, done, voice) {
    const named = namedProduct(task, done)
    if (named) return sayFor(named, done.slice(1), voice)
    if (done.some((call) => call.name === 'hand_to_staff')) return { text: stillLost }
    const products = found(done)
    if (products.length === 0) return nothing(task, voice)
    const total = readResult(done.at(-1), searchResult)?.total ?? products.length
    const relaxed = done.length > 1 ? openSlots(task.wish)[done.length - 2] : undefined
    const told = relaxed ? nearly(task, relaxed, products) : exactly(task, products, total, voice)
    const because = readResult(done.at(-1), searchResult)?.because ?? []
    const text = [told, ...because.map(asSentence)].join(' ')
    return { text, choices: nextSteps(task, products, total) }
  },
}

/** `shown in M, because …` as the sentence it is. */
function asSentence(because: string): string {
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}.`
}

const stillLost =
  'I am sorry, I still cannot find what you mean. I am asking a colleague to join; they can read what we have written.'

/** Twice in a row nothing was understood nor found, in words that the catalog does not know: a person helps. */
function lostCall(task: SearchTask, done: readonly DoneCall[]): WantedCall | null {
  if (!task.lost || task.wish.nouns.length > 0 || done.some((call) => call.name === 'hand_to_staff'))
    return null
  const summary = 'The assistant did not understand twice in a row.'
  return { name: 'hand_to_staff', args: { reason: 'repeated_misunderstanding', summary } }
}

function found(done: readonly DoneCall[]): ProductResult[] {
  return readResult(done.at(-1), searchResult)?.products ?? []
}

function searchArgs(wish: ProductWish, offset: number): WantedCall['args'] {
  return {
    text: wish.text,
    limit: SHOWN,
    ...(offset > 0 && { offset }),
    ...(wish.cheap && { order: 'price' }),
    ...(wish.category && { category: wish.category }),
    ...(wish.colour && { colour: wish.colour }),
    ...(wish.size && { size: wish.size }),
    ...(wish.brand && { brand: wish.brand }),
    ...(wish.attributes.length > 0 && { attributes: wish.attributes }),
    ...(wish.priceMax !== null && { priceMax: wish.priceMax }),
    ...(wish.priceMin !== null && { priceMin: wish.priceMin }),
  }
}

function openSlots(wish: ProductWish): Slot[] {
  const set: Record<Slot, boolean> = {
    brand: wish.brand !== null,
    size: wish.size !== null,
    colour: wish.colour !== null,
    price: wish.priceMax !== null || wish.priceMin !== null,
    attributes: wish.attributes.length > 0,
    category: wish.category !== null,
  }
  return relaxable.filter((slot) => set[slot])
}

function withoutSlot(wish: ProductWish, slot: Slot): ProductWish {
  if (slot === 'price') return { ...wish, priceMax: null, priceMin: null }
  if (slot === 'attributes') return { ...wish, attributes: [] }
  return { ...wish, [slot]: null }
}

function exactly(task: SearchTask, products: ProductResult[], total: number, voice: Voice): string {
  const what = wishInWords(task.wish, products)
  const [first] = products
  if (task.note === 'more') return voice.pick(['Here are some more.', 'A few more to look at.'])
  if (total === 1 && first) {
    return `${voice.pick(['I found one that fits', 'There is one that fits'])}: the ${first.title} at ${first.price}.`
  }
  const opening = voice.pick([
    `I found ${count(total)}${what}, all in stock.`,
    `Yes, here ${total > products.length ? 'are a few' : `are ${count(total)}`}${what}, all in stock.`,
    `These are in stock: ${count(total)}${what}.`,
  ])
  const lowest = task.wish.cheap ? cheapest(products) : undefined
  if (lowest) return `${opening} The lowest price is that of the ${lowest.title} at ${lowest.price}.`
  return first ? `${opening} ${topPick(first, voice)}` : opening
}

function cheapest(products: readonly ProductResult[]): ProductResult | undefined {
  return [...products].sort((a, b) => a.amount - b.amount)[0]
}

function topPick(first: ProductResult, voice: Voice): string {
  const was = first.listPrice && first.listPrice !== first.price ? `, down from ${first.listPrice}` : ''
  return voice.pick([
    `The closest match is the ${first.title} at ${first.price}${was}.`,
    `I would look at the ${first.title} first, at ${first.price}${was}.`,
  ])
}

/** The filter that was given up is named, so that nobody takes the goods for what was asked. */
function nearly(task: SearchTask, slot: Slot, products: ProductResult[]): string {
  const missing: Record<Slot, string> = {
    brand: `from ${task.wish.brand}`,
    size: `in size ${task.wish.size}`,
    colour: `in ${task.wish.colour}`,
    price: priceWords(task.wish).trim(),
    attributes: `that is ${listed(task.wish.attributes)}`,
    category: 'of exactly that kind',
  }
  const first = slot === 'price' ? cheapest(products) : products[0]
  const close = first ? ` The nearest is the ${first.title} at ${first.price}.` : ''
  return `I have nothing ${missing[slot]} in stock that fits the rest, so I left that out: these come close.${close}`
}

function nothing(task: SearchTask, voice: Voice): Spoken {
  if (task.note === 'more')
    return { text: 'That is all I have for this. Shall I look for something a little different?' }
  if (task.note === 'pricier') return { text: 'That was already the top of what I have for this.' }
  if (task.note === 'cheaper') {
    return {
      text: 'Those were already the lowest prices I have for this. Shall I look at something similar?',
    }
  }
  const what = task.wish.text ? `“${task.wish.text.slice(0, 60)}”` : 'that'
  const text = voice.pick([
    `I could not find ${what} in the shop. Could you describe it in other words, or shall I bring in a person?`,
    `I found nothing for ${what}. Tell me a little more about it, or shall I ask a person?`,
  ])
  return { text, choices: [personChoice] }
}

/** " waterproof jackets under $150": what was asked, in the shop's own words. */
function wishInWords(wish: ProductWish, products: readonly ProductResult[]): string {
  const noun = wish.nouns.findLast((word) => products.some((product) => fold(product.title).includes(word)))
  const things = noun ? plural(noun) : 'matches'
  const adjectives = [wish.colour?.toLowerCase(), ...wish.attributes].filter(
    (word) => word && !noun?.includes(word),
  )
  const size = wish.size ? ` in size ${wish.size}` : ''
  return ` ${[...adjectives, things].join(' ')}${size}${priceWords(wish)}`
}

/** The shopper's own limit is not told as an amount: the only amounts in a reply are prices. */
function priceWords(wish: ProductWish): string {
  if (wish.priceMax !== null) return wish.priceMin !== null ? ' in your price range' : ' within your budget'
  return wish.priceMin !== null ? ' from the price you named' : ''
}

function count(total: number): string {
  return total > 20 ? 'quite a few' : String(total)
}

function plural(noun: string): string {
  if (/(s|pants|trousers|jeans)$/.test(noun)) return noun
  if (/(ch|sh|x|z)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}

function nextSteps(
  task: SearchTask,
  products: ProductResult[],
  total: number,
): { label: string; text: string }[] {
  const steps: { label: string; text: string }[] = []
  if (products.length > 1) steps.push({ label: 'Cheaper ones', text: 'Do you have something cheaper?' })
  if (total > products.length + task.offset) steps.push({ label: 'Show more', text: 'Show me more' })
  const [first] = products
  if (first) steps.push({ label: 'More about the first', text: 'Tell me more about the first one' })
  return steps
}
