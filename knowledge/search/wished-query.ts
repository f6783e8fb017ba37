import type { ProductQuery, SortOrder } from './product-query.ts'
import { sortOrders } from './product-query.ts'
import type { Wish, WishField } from './understood.ts'

/** What the caller has set itself stands: a word of the same meaning does nothing then. */
export function isFree(query: ProductQuery, { field }: Wish): boolean {
  return query[filterOf[field]] === undefined
}

const filterOf: Record<WishField, keyof ProductQuery> = {
  price_max: 'priceMax',
  price_min: 'priceMin',
  size: 'size',
  quantity: 'quantities',
  colour: 'colour',
  brand: 'brand',
  category: 'category',
  attribute: 'attributes',
  without: 'without',
  on_sale: 'onSale',
  order: 'order',
  store: 'storeId',
}

/** Whether the word itself says something of the goods, so that it is looked for where its filter is let go. */
export const isWord = ({ field }: Wish): boolean =>
  ['quantity', 'colour', 'brand', 'category', 'attribute'].includes(field)

/** The query with what was understood as filters, and `rest` as its words. */
export function wishedQuery(query: ProductQuery, rest: string, wishes: readonly Wish[]): ProductQuery {
  let wished: ProductQuery = { ...query, text: rest }
  for (const wish of wishes) if (wish.kept) wished = { ...wished, ...asFilter(wish, wished) }
  return wished
}

function asFilter({ field, value }: Wish, query: ProductQuery): Partial<ProductQuery> {
  const added = (list: string | readonly string[] | undefined) => [
    ...(typeof list === 'string' ? [list] : (list ?? [])),
    value,
  ]
  switch (field) {
    case 'price_max':
      return { priceMax: Math.min(Number(value), query.priceMax ?? Number.POSITIVE_INFINITY) }
    case 'price_min':
      return { priceMin: Math.max(Number(value), query.priceMin ?? 0) }
    case 'size':
      return { size: added(query.size) }
    case 'colour':
      return { colour: added(query.colour) }
    case 'brand':
      return { brand: added(query.brand) }
    case 'quantity':
      return { quantities: added(query.quantities) }
    case 'attribute':
      return { attributes: added(query.attributes) }
    case 'without':
      return { without: added(query.without) }
    case 'category':
      return { category: value }
    case 'on_sale':
      return { onSale: true }
    case 'store':
      return { storeId: [...new Set([...added(query.storeId).slice(0, -1), ...value.split(',')])] }
    case 'order':
      return { order: orderOf(value) }
  }
}

const orderOf = (value: string): SortOrder => sortOrders.find((order) => order === value) ?? 'match'
