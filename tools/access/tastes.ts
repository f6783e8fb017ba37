import { normaliseSize } from '#knowledge/search/index.ts'
import type { KnownOfShopper } from './known-of-shopper.ts'

/** A size somebody wears, and how we know. */
export interface KnownSize {
  size: string
  /** For goods of this kind only; null: for any that come in it. */
  category: string | null
  because: string
}

/** What is known of a shopper's taste, ready for choosing among goods. */
export interface Tastes {
  sizes: KnownSize[]
  colours: string[]
  dislikes: string[]
  /** In units of the currency. */
  budget: number | null
}

const shoes = /shoe|boot|sneaker|sandal|footwear|trainer/i
const trousers = /trouser|pants|jeans|shorts/i

/** What was said stands before what was bought. */
export function tastesOf(known: KnownOfShopper | undefined): Tastes {
  const said = (name: string) => known?.traits.find((trait) => trait.name === name)
  const words = (name: string) => {
    const value = said(name)?.value
    return value === undefined || typeof value === 'boolean' ? [] : [value].flat().map(String)
  }
  const sizes = (['trousers_size', 'shoe_size', 'size'] as const).flatMap((name) => {
    const trait = said(name)
    const because = trait?.party === 'zero' ? 'you told us you wear' : 'we noted that you wear'
    return words(name).map((size) => ({ size, category: name, because: `${because} ${size}` }))
  })
  const usual = (known?.facts?.sizes ?? []).map(({ category, size }) => ({
    size,
    category,
    because: `you mostly buy ${size}`,
  }))
  const budget = said('budget')?.value
  return {
    sizes: [...sizes, ...usual],
    colours: words('colour'),
    dislikes: words('dislikes'),
    budget: typeof budget === 'number' ? budget : null,
  }
}

/** Whether a size is for goods of these categories: shoe sizes for shoes, trousers sizes for trousers. */
export function isSizeFor({ category }: KnownSize, categories: readonly string[], title: string): boolean {
  const goods = `${categories.join(' ')} ${title}`
  if (category === 'shoe_size') return shoes.test(goods)
  if (category === 'trousers_size') return trousers.test(goods)
  if (category === 'size' || category === null) return !shoes.test(goods)
  return categories.some((path) => path.startsWith(category))
}

export function isSameSize(offered: string, wanted: string): boolean {
  return normaliseSize(offered) === normaliseSize(wanted)
}
