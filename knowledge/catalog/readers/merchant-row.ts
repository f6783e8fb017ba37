import type { Money } from '#contract/money.ts'
import type { Option } from '../product.ts'
import type { BadEntry, ReaderOptions } from './entry.ts'
import { parsePrice } from './price-text.ts'

/** One row of a Google Merchant file, read. */
export interface MerchantRow {
  line: number
  id: string
  groupId: string
  title: string
  groupTitle: string | null
  description: string
  link: string | null
  brand: string | null
  categories: string[]
  images: string[]
  characteristics: Option[]
  sku: string | null
  gtin: string | null
  price: Money
  listPrice: Money | null
  cost: Money | null
  available: boolean
  quantity: number | null
  availableFrom: string | null
}

type Cells = Record<string, string | undefined>

// what Google lets differ between the variants of a group, then what describes an item
const characteristics = [
  'color',
  'size',
  'pattern',
  'material',
  'gender',
  'age_group',
  'condition',
  'size_system',
]

/** Reads one row; what is wrong is answered with its column. */
export function parseMerchantRow(
  record: Cells,
  line: number,
  options: ReaderOptions,
): MerchantRow | BadEntry {
  const bad = (field: string, message: string): BadEntry => ({ line, field, message })
  const { id, title } = record
  if (!id) return bad('id', 'is missing')
  if (!title) return bad('title', 'is missing')
  const prices = pricesOf(record, options)
  if ('field' in prices) return bad(prices.field, prices.message)
  const quantity = quantityOf(record)
  if (Number.isNaN(quantity)) return bad('quantity', 'is not a whole number')
  const availability = (record.availability ?? 'in_stock').toLowerCase().replace(/\s+/g, '_')
  if (!states.has(availability)) return bad('availability', `"${record.availability}" is not known`)
  return {
    line,
    id,
    title,
    groupId: record.item_group_id || id,
    groupTitle: record.item_group_title || null,
    description: record.description ?? '',
    link: record.link || null,
    brand: record.brand || null,
    categories: categoriesOf(record),
    images: imagesOf(record),
    characteristics: characteristicsOf(record),
    sku: record.mpn || record.sku || null,
    gtin: record.gtin || null,
    ...prices,
    available: states.get(availability) ?? true,
    quantity,
    availableFrom: orderable.has(availability) ? null : record.availability_date || null,
  }
}

/** May be bought now: their date is that of delivery, not of a release. */
const orderable = new Set(['preorder', 'backorder'])

const states = new Map([
  ['in_stock', true],
  ['limited_stock', true],
  ['limited_availability', true],
  ['available', true],
  ['preorder', true],
  ['backorder', true],
  ['out_of_stock', false],
  ['sold_out', false],
  ['discontinued', false],
])

type Prices = Pick<MerchantRow, 'price' | 'listPrice' | 'cost'>

function pricesOf(record: Cells, options: ReaderOptions): Prices | { field: string; message: string } {
  const currency = options.currency ?? 'USD'
  const read = (field: string) => (record[field] ? parsePrice(record[field], currency) : undefined)
  const price = read('price')
  if (price === undefined) return { field: 'price', message: 'is missing' }
  if (price === null) return { field: 'price', message: `"${record.price}" is not a price` }
  const sale = read('sale_price')
  if (sale === null) return { field: 'sale_price', message: `"${record.sale_price}" is not a price` }
  const cost = read('cost_of_goods_sold')
  if (cost === null) {
    return { field: 'cost_of_goods_sold', message: `"${record.cost_of_goods_sold}" is not a price` }
  }
  const reduced = sale && sale.amount < price.amount && isNow(record.sale_price_effective_date, options.now)
  return reduced
    ? { price: sale, listPrice: price, cost: cost ?? null }
    : { price, listPrice: null, cost: cost ?? null }
}

// `2026-02-24T11:07-0800/2026-03-07T23:59-0800`
function isNow(range: string | undefined, now: Date | undefined): boolean {
  if (!range || !now) return true
  const [from, to] = range.split('/').map((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  return !(from !== undefined && now.getTime() < from) && !(to !== undefined && now.getTime() > to)
}

/** null: not counted; NaN: not a number. */
function quantityOf(record: Cells): number | null {
  const text = record.quantity || record.sell_on_google_quantity || record.inventory
  if (!text) return null
  return /^-?\d+$/.test(text) ? Math.max(0, Number(text)) : Number.NaN
}

function categoriesOf(record: Cells): string[] {
  // Google's own category may be a number, which says nothing to a shopper
  const own = record.google_product_category
  const path = record.product_type || (own && !/^\d+$/.test(own) ? own : '')
  return path ? [path.split(/\s*>\s*/).join(' > ')] : []
}

function imagesOf(record: Cells): string[] {
  const more = (record.additional_image_link ?? '').split(/\s*,\s*(?=https?:)/)
  return [record.image_link ?? '', ...more].filter((url) => url !== '')
}

function characteristicsOf(record: Cells): Option[] {
  const named = characteristics.map((name) => ({ name, value: record[name] ?? '' }))
  // product_detail is a list of `section:name:value`
  const details = (record.product_detail ?? '').split(',').map((detail) => {
    const [value = '', name = ''] = detail
      .split(':')
      .map((part) => part.trim())
      .reverse()
    return { name, value }
  })
  return [...named, ...details].filter(
    ({ name, value }) => name !== '' && value !== '' && !(name === 'condition' && value === 'new'),
  )
}
