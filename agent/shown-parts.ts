import type { MessagePart, ProductCard } from '#contract/message.ts'

const MAX_CARDS = 6

/**
 * The parts a reply shows: all of them, but product lists become one, without doubles; where the words name
 * some of the products, those come first. Of the pages that were found only those are named that the words
 * are from: the ones they call by title, else the best.
 */
export function shownParts(parts: readonly MessagePart[], said: string): MessagePart[] {
  const cards = new Map<string, ProductCard>()
  for (const part of parts.toReversed()) {
    if (part.type !== 'products') continue
    for (const card of part.products) if (!cards.has(card.productId)) cards.set(card.productId, card)
  }
  const named = [...cards.values()].filter((card) => said.includes(card.title))
  const rest = [...cards.values()].filter((card) => !named.includes(card))
  const ordered = lastListFirst(parts, named, rest)
  const others = withoutIdleSources(
    parts.filter((part) => part.type !== 'products'),
    said,
  )
  return ordered.length > 0
    ? [{ type: 'products', products: ordered.slice(0, MAX_CARDS) }, ...others]
    : [...others]
}

/** The order of the last list stands where it holds all that is named: "the second one" must stay the second. */
function lastListFirst(
  parts: readonly MessagePart[],
  named: ProductCard[],
  rest: ProductCard[],
): ProductCard[] {
  const last = parts.findLast((part) => part.type === 'products')
  const list = last?.type === 'products' ? last.products : []
  // what was recommended stands in its order; what it was recommended for comes behind it
  if (list.some((card) => card.because !== undefined))
    return [...list, ...named.filter((card) => !list.some(({ productId }) => productId === card.productId))]
  const holdsNamed = named.every((card) => list.some((entry) => entry.productId === card.productId))
  return holdsNamed && list.length > 1 ? list : [...named, ...rest]
}

function withoutIdleSources(parts: readonly MessagePart[], said: string): MessagePart[] {
  const sources = parts.filter((part) => part.type === 'source')
  const quoted = sources.filter((part) => said.includes(part.title))
  const kept = quoted.length > 0 ? quoted : sources.slice(0, 1)
  return parts.filter((part) => part.type !== 'source' || kept.includes(part))
}
