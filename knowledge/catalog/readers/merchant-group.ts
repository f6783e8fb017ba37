import type { ProductInput } from '../product-input.ts'
import type { CatalogEntry } from './entry.ts'
import type { MerchantRow } from './merchant-row.ts'
import { splitOptions } from './options.ts'

/** One product of the rows of a group; at least one row. */
export function mergeRows(groupId: string, rows: MerchantRow[]): CatalogEntry {
  const [first] = rows
  if (!first) return { line: 0, field: 'item_group_id', message: 'has no row' }
  const { attributes, options } = splitOptions(rows.map((row) => row.characteristics))
  return {
    line: first.line,
    product: {
      productId: groupId,
      title: first.groupTitle ?? sharedTitle(rows.map((row) => row.title)),
      description: first.description,
      brand: first.brand,
      url: first.link,
      categories: [...new Set(rows.flatMap((row) => row.categories))],
      media: first.images.map(toImage),
      attributes,
      releaseAt: dayOf(first.availableFrom),
      variants: rows.map((row, index) => toVariantInput(row, options[index] ?? [])),
    },
  }
}

function toVariantInput(
  row: MerchantRow,
  options: { name: string; value: string }[],
): ProductInput['variants'][number] {
  return {
    variantId: row.id,
    title: row.title,
    sku: row.sku,
    barcode: row.gtin,
    url: row.link,
    options,
    price: row.price,
    listPrice: row.listPrice,
    cost: row.cost,
    available: row.available,
    stockOnline: row.quantity,
    media: row.images.map(toImage),
  }
}

/** `Trail jacket - Blue, M` and `Trail jacket - Red, L` are `Trail jacket`. */
export function sharedTitle(titles: string[]): string {
  const [first = '', ...others] = titles
  if (others.length === 0) return first
  const words = first.split(' ')
  let shared = words.length
  for (const other of others) {
    const otherWords = other.split(' ')
    let same = 0
    while (same < shared && words[same] === otherWords[same]) same++
    shared = same
  }
  const title = words
    .slice(0, shared)
    .join(' ')
    .replace(/[\s\-–—,|/(:]+$/, '')
  return title.length >= 3 ? title : first
}

function dayOf(text: string | null): string | null {
  const time = text ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const toImage = (url: string) => ({ url, alt: '' })
