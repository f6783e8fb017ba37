/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Random = () => number

export const pick = <T>(random: Random, list: readonly T[]): T => {
  const found = list[Math.floor(random() * list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** Like `pick`, but the first are far more common than the last, as names are. */
export const pickCommon = <T>(random: Random, list: readonly T[]): T =>
  pick(random, list.slice(0, Math.max(1, Math.ceil(list.length * random() ** 2.2))))

const letters = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'

/** One slip of the hand: a letter changed, lost, doubled in, or swapped with its neighbour, or a stray space. */
export function slip(random: Random, value: string): string {
  const at = Math.floor(random() * value.length)
  const pool = /\d/.test(value[at] ?? '') ? digits : letters
  const kind = random()
  if (kind < 0.35) return value.slice(0, at) + pick(random, [...pool]) + value.slice(at + 1)
  if (kind < 0.55 && value.length > 2) return value.slice(0, at) + value.slice(at + 1)
  if (kind < 0.75) return value.slice(0, at) + pick(random, [...pool]) + value.slice(at)
  if (kind < 0.95 && at > 0)
    return value.slice(0, at - 1) + (value[at] ?? '') + (value[at - 1] ?? '') + value.slice(at + 1)
  return pool === letters && at > 0 ? `${value.slice(0, at)} ${value.slice(at)}` : value
}

/** A date of the same shape with one digit off. */
export function slipDate(random: Random, value: string): string {
  const places = [...value].flatMap((sign, at) => (/\d/.test(sign) && at > 1 ? [at] : []))
  const at = pick(random, places)
  return value.slice(0, at) + pick(random, [...digits]) + value.slice(at + 1)
}

const starts = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'f',
  'g',
  'gr',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  'st',
  't',
  'w',
]
const middles = ['a', 'e', 'i', 'o', 'u', 'ai', 'ee', 'ou', 'ia']
const ends = ['', 'n', 'r', 's', 'l', 'm', 't', 'ck', 'nd', 'ley', 'son', 'ton']

/** Made-up words that can be said, all different. */
export function madeUpWords(random: Random, count: number, syllables = 2): string[] {
  const found = new Set<string>()
  while (found.size < count) {
    let word = ''
    for (let i = 0; i < syllables; i++) word += pick(random, starts) + pick(random, middles)
    found.add(word + pick(random, ends))
  }
  return [...found]
}
