import { z } from 'zod'
import { firstIssue } from '../product-input.ts'
import type { CatalogEntry, CatalogSource, ReaderOptions } from './entry.ts'
import { htmlToText } from './html-text.ts'
import { readJsonRecords } from './json-records.ts'
import { splitOptions } from './options.ts'
import { parsePrice } from './price-text.ts'

const id = z.union([z.string(), z.number().int()]).transform(String)
const image = z.object({
  src: z.string(),
  alt: z.string().nullish(),
  id: id.nullish(),
  variant_ids: z.array(id).nullish(),
})
const text = z.string().nullish()
const price = z.union([z.string(), z.number()]).transform(String)

const shopifyVariant = z.object({
  id,
  title: text,
  sku: text,
  barcode: text,
  price,
  compare_at_price: price.nullish(),
  option1: text,
  option2: text,
  option3: text,
  available: z.boolean().nullish(),
  inventory_quantity: z.number().int().nullish(),
  inventory_management: text,
  inventory_policy: text,
  image_id: id.nullish(),
  featured_image: image.nullish(),
})

const shopifyProduct = z.object({
  id,
  title: z.string(),
  body_html: text,
  vendor: text,
  product_type: text,
  tags: z.union([z.string(), z.array(z.string())]).nullish(),
  handle: text,
  status: text,
  // the admin says when it was published, the storefront only shows what is; null is a hidden product
  published_at: z.string().nullable().optional(),
  options: z.array(z.object({ name: z.string() })).nullish(),
  variants: z.array(shopifyVariant).min(1, 'needs at least one'),
  images: z.array(image).nullish(),
})
type ShopifyProduct = z.infer<typeof shopifyProduct>
type ShopifyVariant = z.infer<typeof shopifyVariant>

/**
 * Shopify's `products.json`, of the admin or the storefront. It names no currency: give the shop's.
 * Drafts and archived products come in, but not for sale.
 */
export async function* readShopifyProducts(
  source: CatalogSource,
  options: ReaderOptions = {},
): AsyncGenerator<CatalogEntry> {
  for await (const record of readJsonRecords(source, 'products')) {
    if ('message' in record) {
      yield record
      continue
    }
    const checked = shopifyProduct.safeParse(record.value)
    if (!checked.success) yield { line: record.line, ...firstIssue(checked.error) }
    else yield toEntry(record.line, checked.data, options)
  }
}

function toEntry(line: number, product: ShopifyProduct, options: ReaderOptions): CatalogEntry {
  const currency = options.currency ?? 'USD'
  const wrong = product.variants.findIndex((variant) => parsePrice(variant.price, currency) === null)
  if (wrong >= 0) return { line, field: `variants.${wrong}.price`, message: `is not a price in ${currency}` }
  const split = splitOptions(product.variants.map((variant) => optionsOf(product, variant)))
  const tags = typeof product.tags === 'string' ? product.tags : (product.tags ?? []).join(', ')
  const forSale = (product.status ?? 'active') === 'active' && product.published_at !== null
  return {
    line,
    product: {
      productId: product.id,
      title: product.title,
      description: htmlToText(product.body_html ?? ''),
      brand: product.vendor ?? null,
      url: options.shopUrl && product.handle ? `${options.shopUrl}/products/${product.handle}` : null,
      categories: product.product_type ? [product.product_type] : [],
      media: (product.images ?? []).map(toImage),
      attributes: tags ? { ...split.attributes, tags } : split.attributes,
      variants: product.variants.map((variant, index) => ({
        ...toVariantInput(product, variant, currency),
        options: split.options[index] ?? [],
        available: forSale && isAvailable(variant),
      })),
    },
  }
}

function toVariantInput(product: ShopifyProduct, variant: ShopifyVariant, currency: string) {
  const now = parsePrice(variant.price, currency) ?? { amount: 0, currency }
  const before = variant.compare_at_price ? parsePrice(variant.compare_at_price, currency) : null
  const picture =
    variant.featured_image ??
    (product.images ?? []).find(
      (entry) =>
        entry.variant_ids?.includes(variant.id) || (entry.id != null && entry.id === variant.image_id),
    )
  return {
    variantId: variant.id,
    title: variant.title === 'Default Title' ? '' : (variant.title ?? ''),
    sku: variant.sku,
    barcode: variant.barcode,
    price: now,
    listPrice: before && before.amount > now.amount ? before : null,
    stockOnline: isCounted(variant) ? Math.max(0, variant.inventory_quantity ?? 0) : null,
    media: picture ? [toImage(picture)] : [],
  }
}

function optionsOf(product: ShopifyProduct, variant: ShopifyVariant): { name: string; value: string }[] {
  const values = [variant.option1, variant.option2, variant.option3]
  return values.flatMap((value, index) => {
    if (!value || value === 'Default Title') return []
    return [{ name: product.options?.[index]?.name ?? `Option ${index + 1}`, value }]
  })
}

// Shopify sells on past zero where the policy is "continue", and counts nothing without a management
const isCounted = (variant: ShopifyVariant) =>
  variant.inventory_management != null &&
  variant.inventory_quantity != null &&
  variant.inventory_policy !== 'continue'

const isAvailable = (variant: ShopifyVariant) =>
  variant.available ?? (!isCounted(variant) || (variant.inventory_quantity ?? 0) > 0)

const toImage = (entry: z.infer<typeof image>) => ({ url: entry.src, alt: entry.alt ?? '' })
