import type { Store } from '#knowledge/catalog/index.ts'
import type { FactPool } from '../fact-pool.ts'
import type { Wish, WishField } from '../understood.ts'

/** What the words of a text are held against: the shop's own names, its money, its stores. */
export interface Lexicon {
  pool: FactPool
  currency: string
  locale: string | undefined
  stores: readonly Store[]
  /** Whether the goods are called by that stem. */
  isProductNoun: (stem: string) => boolean
  /** In how many products a stem stands. */
  frequency: (stem: string) => number
}

/** A text that is being read: what was understood is taken out of it. */
export interface Reading {
  rest: string
  wishes: Wish[]
  /** What is not to be understood, by `wishKey`: its words stay where they are. */
  leave: ReadonlySet<string>
}

export const wishKey = ({ field, value }: Pick<Wish, 'field' | 'value'>): string => `${field} ${value}`

export interface ReadWish {
  field: WishField
  value: string
  text: string
}

/**
 * Takes out every match that `read` makes something of. A match it answers null to stays in the text; an
 * empty list takes the words out without a wish.
 */
export function take(
  reading: Reading,
  pattern: RegExp,
  read: (match: RegExpExecArray) => readonly ReadWish[] | null,
): Reading {
  const wishes = [...reading.wishes]
  let rest = ''
  let last = 0
  for (const match of reading.rest.matchAll(pattern)) {
    const made = read(match)
    if (made === null || made.some((wish) => reading.leave.has(wishKey(wish)))) continue
    const from = match[0].trim()
    wishes.push(...made.map((wish) => ({ ...wish, from, kept: true })))
    rest += `${reading.rest.slice(last, match.index)} `
    last = match.index + match[0].length
  }
  return { ...reading, rest: rest + reading.rest.slice(last), wishes }
}

/** The start and the end of a word, for letters of any script: `\b` knows English ones only. */
export const START = String.raw`(?<![\p{L}\p{N}])`
export const END = String.raw`(?![\p{L}\p{N}])`

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
