import { termsOf } from '#knowledge/search/index.ts'
import type { ToolContext } from '../tool.ts'

const LOOKED_AT = 8

/**
 * The path that a shopper's word for a kind of goods stands for: `jackets` is `Clothing > Jackets`, `clothing`
 * is all of it. null: no category in stock is called so.
 */
export async function categoryPath(ctx: Pick<ToolContext, 'search'>, word: string): Promise<string | null> {
  const leaf = word.split('>').at(-1) ?? word
  const wanted = termsOf(leaf)
  if (wanted.length === 0) return null
  const { hits } = await ctx.search.products({ text: '', category: word, limit: LOOKED_AT })
  for (const path of hits.flatMap(({ product }) => product.categories)) {
    const segments = path.split(' > ')
    const at = segments.findIndex((segment) => {
      const own = new Set(termsOf(segment))
      return wanted.every((term) => own.has(term))
    })
    if (at >= 0) return segments.slice(0, at + 1).join(' > ')
  }
  return null
}
