import type { Facets } from './facets.ts'
import type { FactPool } from './fact-pool.ts'
import { fold, termsOf } from './tokenise.ts'

export interface CategoryContext {
  pool: FactPool
  /** Whether a segment of some category in the shop has that name. */
  isCategory: (terms: string[]) => boolean
}

/**
 * A path (`Clothing > Jackets`) holds what lies in it and below it. A bare name holds every category with
 * a segment of that name; one that no category has is looked for in titles too, as feeds without categories
 * have nothing else.
 */
export function categoryTest(
  category: string,
  { pool, isCategory }: CategoryContext,
): (facets: Facets) => boolean {
  const path = normalPath(category)
  if (path.includes(' > ') && pool.paths.has(path)) return pathTest(path)
  const leaf = category.split('>').at(-1) ?? category
  const terms = termsOf(leaf)
  const known = isCategory(terms)
  return (facets) => {
    if (facets.categories.some((segment) => terms.every((term) => segment.includes(term)))) return true
    if (known) return false
    const all = new Set([...facets.categories.flat(), ...facets.titleTerms])
    return terms.every((term) => all.has(term))
  }
}

function pathTest(path: string): (facets: Facets) => boolean {
  const memory = new Map<string, boolean>()
  const within = (own: string) => {
    const known = memory.get(own)
    if (known !== undefined) return known
    const folded = normalPath(own)
    const answer = folded === path || folded.startsWith(`${path} > `)
    memory.set(own, answer)
    return answer
  }
  return ({ paths }) => paths.some(within)
}

/** Folded, with the blanks in their place. */
export const normalPath = (path: string): string =>
  fold(
    path
      .split('>')
      .map((segment) => segment.trim())
      .join(' > '),
  )
