import { z } from 'zod'
import { firstIssue, type ProductInput } from '../product-input.ts'
import type { CatalogEntry, CatalogSource } from './entry.ts'
import { htmlToText } from './html-text.ts'
import { readJsonRecords } from './json-records.ts'
import { splitOptions } from './options.ts'

const price = z.object({ amount: z.number().int().min(0), currency: z.string() })
const description = z.object({
  plain: z.string().optional(),
  html: z.string().optional(),
  markdown: z.string().optional(),
})
const media = z.array(z.object({ type: z.string(), url: z.string(), alt_text: z.string().optional() }))
const category = z.object({ value: z.string(), taxonomy: z.string().optional() })

const acpVariant = z.object({
  id: z.string(),
  title: z.string(),
  description: description.optional(),
  url: z.string().optional(),
  barcodes: z.array(z.object({ type: z.string(), value: z.string() })).optional(),
  price,
  list_price: price.optional(),
  availability: z.object({ available: z.boolean().optional(), status: z.string().optional() }).optional(),
  categories: z.array(category).optional(),
  condition: z.array(z.string()).optional(),
  variant_options: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  media: media.optional(),
  seller: z.object({ name: z.string().optional() }).optional(),
})

const acpProduct = z.object({
  id: z.string(),
  title: z.string().optional(),
  description: description.optional(),
  url: z.string().optional(),
  media: media.optional(),
  /** Ours, beside what the protocol has: when it goes on sale, and to whom earlier. */
  release_at: z.string().nullish(),
  early_access: z
    .object({
      from: z.string(),
      segment_ids: z.array(z.string()).optional(),
      tiers: z.array(z.string()).optional(),
    })
    .nullish(),
  variants: z.array(acpVariant).min(1, 'needs at least one'),
})
type AcpProduct = z.infer<typeof acpProduct>
type AcpVariant = z.infer<typeof acpVariant>

/** The product feed of the Agentic Commerce Protocol, as JSON lines, a list, or `{ "products": [ … ] }`. */
export async function* readAcpFeed(source: CatalogSource): AsyncGenerator<CatalogEntry> {
  for await (const record of readJsonRecords(source, 'products')) {
    if ('message' in record) {
      yield record
      continue
    }
    const checked = acpProduct.safeParse(record.value)
    yield checked.success
      ? { line: record.line, product: toProductInput(checked.data) }
      : { line: record.line, ...firstIssue(checked.error) }
  }
}

function toProductInput(product: AcpProduct): ProductInput {
  const first = product.variants[0]
  const { attributes, options } = splitOptions(
    product.variants.map((variant) =>
      (variant.variant_options ?? []).filter((option) => option.name.trim() && option.value.trim()),
    ),
  )
  const condition = first?.condition?.join(', ')
  return {
    productId: product.id,
    title: product.title ?? first?.title ?? '',
    description: textOf(product.description) || textOf(first?.description),
    brand: attributes.brand ?? first?.seller?.name ?? null,
    url: product.url ?? null,
    categories: [...new Set(product.variants.flatMap((variant) => variant.categories ?? []).map(pathOf))],
    media: imagesOf(product.media),
    attributes: condition && condition !== 'new' ? { ...attributes, condition } : attributes,
    releaseAt: product.release_at ?? null,
    early: product.early_access
      ? {
          from: product.early_access.from,
          segmentIds: product.early_access.segment_ids,
          tiers: product.early_access.tiers,
        }
      : null,
    variants: product.variants.map((variant, index) => toVariantInput(variant, options[index] ?? [])),
  }
}

function toVariantInput(
  variant: AcpVariant,
  options: { name: string; value: string }[],
): ProductInput['variants'][number] {
  return {
    variantId: variant.id,
    title: variant.title,
    barcode: variant.barcodes?.[0]?.value ?? null,
    url: variant.url ?? null,
    options,
    price: variant.price,
    listPrice: variant.list_price ?? null,
    available: isAvailable(variant),
    media: imagesOf(variant.media),
  }
}

// what the feed does not say is sold; a pre-order can be bought now
function isAvailable({ availability }: AcpVariant): boolean {
  if (availability?.available !== undefined) return availability.available
  return !['out_of_stock', 'discontinued'].includes(availability?.status ?? 'in_stock')
}

function textOf(text: AcpProduct['description']): string {
  return text?.plain ?? (text?.html ? htmlToText(text.html) : text?.markdown) ?? ''
}

const pathOf = (entry: { value: string }) => entry.value.split(/\s*>\s*/).join(' > ')

function imagesOf(list: AcpProduct['media']): { url: string; alt: string }[] {
  return (list ?? [])
    .filter((entry) => entry.type === 'image')
    .map((entry) => ({ url: entry.url, alt: entry.alt_text ?? '' }))
}
