import { createHash } from 'node:crypto'
import { z } from 'zod'

// PostgreSQL takes neither U+0000 nor half a surrogate pair; other control characters mean nothing in a text
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu

/** The text without control characters and without blanks at its ends. */
export function cleanText(text: string): string {
  return text.replace(unwanted, '').trim()
}

const text = (max: number) => z.string().transform(cleanText).pipe(z.string().max(max))
const words = (max: number) => z.string().transform(cleanText).pipe(z.string().min(1, 'is empty').max(max))
const optionalText = (max: number) =>
  z
    .string()
    .nullish()
    .transform((value) => (value ? cleanText(value) || null : null))
    .pipe(z.string().max(max).nullable())

// a picture or page is on the web or on the shop's own host; `javascript:` and `data:` are neither
const address = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/[^\s]+|\/(?!\/)[^\s]*)$/i, 'must be an http(s) address or a path')
const media = z.object({ url: address, alt: text(1000).default('') })

const amount = z.number().int('must be a whole number of minor units').min(0).max(1e12)
const money = z.object({ amount, currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code') })

const option = z.object({ name: words(200), value: words(1000) })

const variantInput = z.object({
  variantId: words(200),
  title: text(1000).default(''),
  sku: optionalText(200),
  barcode: optionalText(200),
  url: address.nullish().transform((value) => value ?? null),
  options: z.array(option).max(200).default([]),
  price: money,
  listPrice: money.nullish().transform((value) => value ?? null),
  cost: money.nullish().transform((value) => value ?? null),
  available: z.boolean().default(true),
  stockOnline: z
    .number()
    .int()
    .max(1e9)
    .nullish()
    .transform((value) => (value == null ? null : Math.max(0, value))),
  media: z.array(media).max(50).default([]),
})

const moment = z
  .union([z.date(), z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value) => new Date(value).toISOString())

const names = z
  .array(words(100))
  .max(50)
  .default([])
  .transform((all) => [...new Set(all)])
const earlyInput = z
  .object({ from: moment, segmentIds: names, tiers: names })
  .refine(({ segmentIds, tiers }) => segmentIds.length + tiers.length > 0, 'names nobody who is let in early')

/** When goods go on sale; null: at once. */
export const releaseInput = z.object({
  releaseAt: moment.nullish().transform((value) => value ?? null),
  early: earlyInput.nullish().transform((value) => value ?? null),
})

/**
 * Our own normal form of a product, which every reader gives and every import takes. Amounts are in minor
 * units; a media address is http(s) or a path on the shop's host.
 */
export const productInput = z
  .object({
    productId: words(200),
    title: words(1000),
    description: text(100_000).default(''),
    brand: optionalText(200),
    url: address.nullish().transform((value) => value ?? null),
    categories: z.array(words(500)).max(50).default([]),
    media: z.array(media).max(100).default([]),
    attributes: z.record(words(200), text(20_000)).default({}),
    ...releaseInput.shape,
    variants: z.array(variantInput).min(1, 'needs at least one').max(2000),
  })
  .superRefine((product, context) => {
    const fault = releaseFault(product)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['early', 'from'], message: fault })
    const seen = new Set<string>()
    product.variants.forEach((variant, index) => {
      if (seen.has(variant.variantId))
        context.addIssue({
          code: 'custom',
          path: ['variants', index, 'variantId'],
          message: 'is there twice',
        })
      seen.add(variant.variantId)
      for (const other of [variant.listPrice, variant.cost])
        if (other && other.currency !== variant.price.currency)
          context.addIssue({
            code: 'custom',
            path: ['variants', index, 'price', 'currency'],
            message: 'differs from the list price or the cost',
          })
    })
  })

/** What is wrong with a release as it is written; null: nothing. */
export function releaseFault({
  releaseAt,
  early,
}: {
  releaseAt: string | null
  early: { from: string } | null
}): string | null {
  if (early === null) return null
  if (releaseAt === null) return 'needs a release date that it is earlier than'
  return early.from < releaseAt ? null : 'is not before the release date'
}

/** What a caller writes: what has a default may be left out. */
export type ProductInput = z.input<typeof productInput>
/** The same, checked and complete. */
export type CheckedProduct = z.output<typeof productInput>

/** Of the whole content, so that an unchanged product is recognised. */
export function hashOfProduct(product: CheckedProduct): string {
  return createHash('sha256').update(JSON.stringify(product)).digest('base64url').slice(0, 32)
}

/** The first thing wrong, as `variants.0.price.amount` and a sentence. */
export function firstIssue(error: z.ZodError): { field: string; message: string } {
  const issue = error.issues[0]
  return { field: issue?.path.join('.') || 'product', message: issue?.message ?? 'is not valid' }
}
