import { formatMoney } from '#contract/money.ts'
import { availabilityOf, optionsInWords, type Product, type Variant } from '#knowledge/catalog/index.ts'
import type { Prepared, ProductSearch } from './find-products.ts'
import type { HitReason } from './product-query.ts'
import { isStopWord } from './stop-words.ts'
import { fold, termsOf } from './tokenise.ts'

interface Hit {
  room: ProductSearch
  prepared: Prepared
  product: Product
  variant: Variant
  document: number
}

/** Why a hit is one: the words it matched, the wishes that were checked, and facts that are typed. */
export function reasonsOf(hit: Hit): HitReason[] {
  return [...wordReasons(hit), ...wishReasons(hit), ...factReasons(hit)]
}

function wordReasons({ room, prepared, product }: Hit): HitReason[] {
  const words = wordsAsked(prepared)
  if (words.length === 0) return []
  const names = new Set(termsOf([product.title, product.brand ?? '', ...product.categories].join('\n')))
  const named = words.filter(({ terms }) => terms.some((term) => names.has(term)))
  if (named.length > 0) return [{ code: 'named', text: `matches ${quoted(named)}` }]
  const texts = new Set(termsOf([...factsOf(product), product.description].join('\n')))
  const described = words.filter(({ terms }) => terms.some((term) => texts.has(term)))
  if (described.length > 0) return [{ code: 'described', text: `its description has ${quoted(described)}` }]
  return room.vectors ? [{ code: 'meaning', text: 'near in meaning' }] : []
}

const factsOf = ({ attributes, variants }: Product) => [
  ...Object.entries(attributes).flat(),
  ...variants.flatMap(({ options, sku, barcode }) => [
    ...options.map(({ value }) => value),
    sku ?? '',
    barcode ?? '',
  ]),
]

const MOST_WORDS = 5

/** The words that say something of a product, each with its stems. */
function wordsAsked({ query, asked }: Prepared): { word: string; terms: string[] }[] {
  if (asked.groups.length === 0) return []
  const words = fold(query.text).match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []
  return [...new Set(words)]
    .map((word) => ({ word, terms: termsOf(word) }))
    .filter(({ terms }) => terms.length > 0 && !terms.every(isStopWord))
    .slice(0, 50)
}

const quoted = (words: { word: string }[]) =>
  words
    .slice(0, MOST_WORDS)
    .map(({ word }) => `“${word}”`)
    .join(', ')

function wishReasons({ prepared: { query }, product, variant }: Hit): HitReason[] {
  const reasons: HitReason[] = []
  for (const wish of query.attributes ?? []) reasons.push({ code: 'attribute', text: wish })
  for (const wish of query.without ?? []) reasons.push({ code: 'without', text: `says nothing of ${wish}` })
  const options = optionsInWords(variant)
  const byOption = query.colour || query.size || Object.keys(query.options ?? {}).length > 0
  if (byOption && options) reasons.push({ code: 'options', text: options })
  if (query.brand && product.brand) reasons.push({ code: 'brand', text: `by ${product.brand}` })
  if (query.category && product.categories[0])
    reasons.push({ code: 'category', text: `in ${product.categories[0]}` })
  if (query.priceMax !== undefined || query.priceMin !== undefined)
    reasons.push({ code: 'price', text: formatMoney(variant.price, query.locale) })
  return reasons
}

function factReasons({ prepared, room, product, variant }: Hit): HitReason[] {
  const reasons: HitReason[] = []
  const stock = availabilityOf(variant)
  const { storeIds } = prepared
  if (storeIds) {
    const names = (room.shelf?.stores() ?? [])
      .filter((store) => storeIds.includes(store.storeId))
      .filter(({ storeId }) => (room.shelf?.stockIn(storeId, variant.variantId) ?? 0) > 0)
      .map(({ name }) => name)
    const where = names.length > 0 ? names.slice(0, 3).join(', ') : 'the store'
    reasons.push({ code: 'in_store', text: `in stock in ${where}` })
  } else if (stock === 'in_stock') reasons.push({ code: 'in_stock', text: 'in stock' })
  else if (stock === 'low_stock') reasons.push({ code: 'low_stock', text: 'only a few left' })
  if (variant.listPrice && variant.listPrice.amount > variant.price.amount)
    reasons.push({
      code: 'reduced',
      text: `reduced from ${formatMoney(variant.listPrice, prepared.query.locale)}`,
    })
  if (prepared.query.order === 'new' && product.releaseAt)
    reasons.push({ code: 'new', text: `new since ${product.releaseAt.toISOString().slice(0, 10)}` })
  return reasons
}
