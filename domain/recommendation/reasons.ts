import type { ReasonCode } from '#contract/recommendation.ts'
import { sensitiveStatement } from '#domain/profile/index.ts'
import type { ShelfProduct, ShelfView } from '#knowledge/catalog/index.ts'
import type { Because } from './candidates/candidate.ts'

const DAY_MS = 86_400_000

/** The reason in words that a shopper may read. True, short, and never about another person. */
export function wordsOf(because: Because, shelf: Pick<ShelfView, 'get'>, now: Date): string {
  const about = because.aboutId === undefined ? null : shelf.get(because.aboutId)
  const title = about && !isDelicate(about) ? shortened(about.title) : null
  const name = because.name === undefined || isDelicateName(because.name) ? null : because.name
  return words[because.code]({ ...because, title, name }, now)
}

interface Told extends Omit<Because, 'name'> {
  title: string | null
  name: string | null
}

const words: Record<ReasonCode, (told: Told, now: Date) => string> = {
  picked: () => 'Picked by us',
  bought_together: ({ title }) => (title ? `Often bought with ${title}` : 'Often bought together'),
  viewed_also_bought: ({ title }) =>
    title ? `Bought by people who looked at ${title}` : 'Bought by people who looked at this',
  similar: ({ title }) => (title ? `Similar to ${title}` : 'Similar to this'),
  because_viewed: ({ title }) => (title ? `Because you looked at ${title}` : 'Because of what you looked at'),
  because_bought: ({ title }) => (title ? `Because you bought ${title}` : 'Because of what you bought'),
  next_click: () => 'Because of what you looked at',
  same_brand: ({ name }) => (name ? `Also by ${name}` : 'By the same brand'),
  favourite_brand: ({ name }) => (name ? `From ${name}, which you often buy` : 'From a brand you often buy'),
  favourite_category: ({ name }) => (name ? `You often buy ${inSentence(name)}` : 'Like what you often buy'),
  viewed: () => 'You looked at this',
  popular_store: ({ name }) => (name ? `Popular at ${name}` : 'Popular near you'),
  popular_city: ({ name }) => (name ? `Popular in ${name}` : 'Popular near you'),
  popular_category: ({ name }) => (name ? `Popular in ${name}` : 'Popular now'),
  popular: () => 'Popular now',
  trending: () => 'More wanted lately',
  new: ({ since }, now) => (since ? `New since ${dayIn(since, now)}` : 'New'),
  back_in_stock: ({ since }, now) => (since ? `Back in stock since ${dayIn(since, now)}` : 'Back in stock'),
  complements: ({ title }) => (title ? `Goes well with ${title}` : 'Goes well with it'),
  buy_again: ({ everyDays }) =>
    everyDays ? `You usually buy it every ${spanIn(everyDays)}` : 'You bought this before',
  in_stock: () => 'In stock now',
}

/** The figures behind it, for staff. */
export function detailOf({ score, because }: { score: number; because: Because }): string {
  const parts = [
    `score ${score.toFixed(3)}`,
    because.aboutId !== undefined && `about ${because.aboutId}`,
    because.people !== undefined && `${because.people} people`,
    because.since !== undefined && `since ${because.since.toISOString().slice(0, 10)}`,
    because.everyDays !== undefined && `every ${because.everyDays} days`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

const delicate = new WeakMap<ShelfProduct, boolean>()

/** Whether naming it on a screen that others may see could give something away. */
function isDelicate(product: ShelfProduct): boolean {
  const known = delicate.get(product)
  if (known !== undefined) return known
  const found = [product.title, ...product.categories].some((text) => sensitiveStatement(text) !== null)
  delicate.set(product, found)
  return found
}

const names = new Map<string, boolean>()
const MOST_NAMES = 10_000

/** The same of a category, a brand, a place: there are few, and they come again and again. */
function isDelicateName(name: string): boolean {
  const known = names.get(name)
  if (known !== undefined) return known
  const found = sensitiveStatement(name) !== null
  if (names.size < MOST_NAMES) names.set(name, found)
  return found
}

const LONGEST = 48

function shortened(title: string): string {
  if (title.length <= LONGEST) return title
  const cut = title.slice(0, LONGEST)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST - 15)).trimEnd()}…`
}

/** `Jackets` inside a sentence: small, unless it is a name or initials. */
function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}+(\s|$)/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })

function dayIn(since: Date, now: Date): string {
  const days = Math.floor(now.getTime() / DAY_MS) - Math.floor(since.getTime() / DAY_MS)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  return days < 7 ? weekday.format(since) : date.format(since)
}

function spanIn(days: number): string {
  if (days < 14) return days === 1 ? 'day' : `${days} days`
  if (days < 63) return `${Math.round(days / 7)} weeks`
  return `${Math.round(days / 30.4)} months`
}
