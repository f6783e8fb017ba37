import { type Bought, counted, recencyWeight } from './bought.ts'

/** The size somebody buys of one kind of goods. */
export interface UsualSize {
  category: string
  size: string
  /** Its share of what was bought of that kind, by weight of time. */
  share: number
  why: string
}

const sizeNames = /^(size|shoe size|grosse|größe|talla|taille|taglia|tamanho)$/i
/** Sizes of somebody who buys for a family tell nothing: most of them must be the same. */
const LEAST_SHARE = 0.6
const LEAST_PIECES = 2

/** Usual sizes by top category ("Clothing", "Shoes"), from what was bought and not sent back. */
export function usualSizes({ lines, goods }: Bought, now: Date): UsualSize[] {
  const byCategory = new Map<string, Map<string, { weight: number; pieces: number }>>()
  for (const line of lines) {
    const known = goods.get(line.variantId)
    const size = known?.options.find((option) => sizeNames.test(option.name))?.value
    const category = known?.categories[0]?.split('>')[0]?.trim()
    if (!size || !category) continue
    const sizes = byCategory.get(category) ?? new Map<string, { weight: number; pieces: number }>()
    const before = sizes.get(size) ?? { weight: 0, pieces: 0 }
    sizes.set(size, {
      weight: before.weight + line.quantity * recencyWeight(line.placedAt, now),
      pieces: before.pieces + line.quantity,
    })
    byCategory.set(category, sizes)
  }
  return [...byCategory]
    .flatMap(([category, sizes]) => usual(category, sizes))
    .sort((a, b) => b.share - a.share)
}

function usual(category: string, sizes: Map<string, { weight: number; pieces: number }>): UsualSize[] {
  const kept = [...sizes].filter(([, entry]) => entry.pieces > 0 && entry.weight > 0)
  const all = kept.reduce((sum, [, entry]) => sum + entry.weight, 0)
  const [best] = kept.sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
  if (!best) return []
  const [size, { weight, pieces }] = best
  const share = weight / all
  if (share < LEAST_SHARE || pieces < LEAST_PIECES) return []
  return [
    { category, size, share, why: `${counted(pieces, 'piece')} of ${category} bought and kept in ${size}.` },
  ]
}
