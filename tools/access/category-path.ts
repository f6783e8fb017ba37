import { listCategories } from '#knowledge/catalog/index.ts'
import { termsOf } from '#knowledge/search/index.ts'
import type { ToolContext } from '../tool.ts'

/**
 * The path that a shopper's word for a kind of goods stands for: `jackets` is `Clothing > Jackets`, `clothing`
 * is all of it. Of several the one with the most goods. null: the shop has no such kind.
 */
export async function categoryPath(ctx: Pick<ToolContext, 'db'>, word: string): Promise<string | null> {
  const wanted = termsOf(word)
  if (wanted.length === 0) return null
  const counts = new Map<string, number>()
  for (const { category, products } of await listCategories(ctx.db)) {
    const parts = category.split(' > ')
    for (let length = 1; length <= parts.length; length++) {
      const path = parts.slice(0, length).join(' > ')
      counts.set(path, (counts.get(path) ?? 0) + Number(products))
    }
  }
  const asked = word.trim().toLowerCase()
  const exact = [...counts.keys()].find((path) => path.toLowerCase() === asked)
  if (exact) return exact
  const named = [...counts].filter(([path]) => {
    const own = new Set(termsOf(path.split(' > ').at(-1) ?? ''))
    return wanted.every((term) => own.has(term))
  })
  return named.sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}
