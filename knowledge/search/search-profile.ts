/** A size somebody wears, and how the caller knows. */
export interface ProfileSize {
  size: string
  /** `shoe_size`, `trousers_size`, `size` (of clothes), or a category's path; null: any goods that come in it. */
  category: string | null
  /** Goes after "because": `you told us you wear M`. */
  because: string
}

/**
 * What a caller knows of a shopper and may use: given with a query or left out. Pure data; search itself
 * fetches nothing of a person. It moves what matches anyway, within bounds, and leaves nothing out.
 */
export interface SearchProfile {
  /** How strongly each is liked, 0 to 1, by name. */
  brands?: Readonly<Record<string, number>> | undefined
  /** By path, or by any segment of one. */
  categories?: Readonly<Record<string, number>> | undefined
  colours?: readonly string[] | undefined
  sizes?: readonly ProfileSize[] | undefined
  /** Minor units: what is usually paid. */
  priceBand?: { low: number; high: number } | undefined
  /** Minor units: the most they said they would pay. What is dearer comes last. */
  budget?: number | undefined
  /** In words: `wool`. What is of it comes last, unless it is asked for now. */
  dislikes?: readonly string[] | undefined
  /** Ids of products looked at or bought lately, the newest first. */
  products?: readonly string[] | undefined
}

const shoes = /shoe|boot|sneaker|sandal|footwear|trainer/i
const trousers = /trouser|pants|jeans|shorts/i

/** Shoe sizes are for shoes, sizes of trousers for trousers; a size of no kind is for all but shoes. */
export function isSizeFor(
  { category }: Pick<ProfileSize, 'category'>,
  categories: readonly string[],
  title: string,
): boolean {
  const goods = `${categories.join(' ')} ${title}`
  if (category === 'shoe_size') return shoes.test(goods)
  if (category === 'trousers_size') return trousers.test(goods)
  if (category === 'size' || category === null) return !shoes.test(goods)
  return categories.some((path) => path.startsWith(category))
}
