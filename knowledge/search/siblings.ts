import type { Ranked } from './fuse.ts'
import type { ProductIndex } from './product-index.ts'

/** Each further version of a product already shown counts this share of its score. */
const AGAIN = 0.7
const LOOKED_AT = 100

const persons = new Set(['woman', 'man', 'kid', 'child', 'girl', 'boy', 'junior', 'lady', 'unisex'])

/** Lets other goods stand between the versions of one product for women and men or in several sizes. */
export function demoteSiblings(index: ProductIndex, ranked: readonly Ranked[]): Ranked[] {
  const seen = new Map<string, number>()
  const head = ranked.slice(0, LOOKED_AT).map(({ document, score }) => {
    const name = nameOf(index.byDocument.get(document)?.facets.titleTerms ?? [])
    const before = seen.get(name) ?? 0
    seen.set(name, before + 1)
    return { document, score: score * AGAIN ** before }
  })
  return [...head, ...ranked.slice(LOOKED_AT)].sort((a, b) => b.score - a.score || a.document - b.document)
}

const nameOf = (titleTerms: readonly string[]) =>
  titleTerms.filter((term) => !persons.has(term) && !/^\d/.test(term)).join(' ')
