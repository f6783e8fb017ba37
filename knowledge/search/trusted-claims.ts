import type { Facets } from './facets.ts'
import type { Name } from './fact-pool.ts'
import type { ProductSearch } from './find-products.ts'
import { askWords } from './rank-products.ts'
import { termsOf } from './tokenise.ts'
import type { Wish } from './understood.ts'

/** The best matches whose facts are looked at. */
const LOOKED_AT = 100
const LEAST_SHARE = 0.4

/**
 * A filter is as good as the data behind it: where most of the goods meant say nothing of a claim, neither yes
 * nor no, filtering by it would hide goods that hold it. Then its words are looked for and no more.
 */
export function isTrusted(room: ProductSearch, rest: string, wish: Wish): boolean {
  if (wish.field !== 'attribute') return true
  const { index } = room
  const key = termsOf(wish.value).join(' ')
  if (!index.pool.claims.has(key)) return true // `BPA-free`: its own words must stand there
  const asked = askWords(index, rest, [])
  if (asked.groups.length === 0) return index.pool.shareSpeakingOf(key) >= LEAST_SHARE
  const meant = asked.words
    .slice(0, LOOKED_AT)
    .flatMap(({ document }) => index.byDocument.get(document) ?? [])
  const speaks = speaksOf(key, index.pool.materials.has(key))
  const speaking = meant.filter(({ facets }) => speaks(facets)).length
  return speaking >= meant.length * LEAST_SHARE
}

function speaksOf(key: string, isMaterial: boolean): (facets: Facets) => boolean {
  const known = new Map<Name, boolean>()
  const isCalled = (name: Name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const answer = name.stems.includes(` ${key} `)
    known.set(name, answer)
    return answer
  }
  return ({ attributes, saysMaterial }) =>
    (isMaterial && saysMaterial) || attributes.some(({ of }) => isCalled(of))
}
