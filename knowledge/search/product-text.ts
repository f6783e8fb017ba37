import type { Product } from '#knowledge/catalog/index.ts'
import { fieldTerms, fieldTermsOfAll } from './field-terms.ts'

/** The fields that say what a product is: its title, its categories and kind. */
export const namingFields = [0, 2]

/** All but the description, which speaks of much. */
export const typedFields = [0, 1, 2, 3]

const kindNames = /^(product )?(type|kind|category)$/i
const codes = /^[a-z]*\d[\w-]*$/i
const MOST_DESCRIPTION = 4000

/** The terms of each field, title, brand, categories and kind, attributes and options, description. */
export function productTerms(product: Product): string[][] {
  const named = Object.entries(product.attributes)
  const kinds = named.filter(([name]) => kindNames.test(name)).map(([, value]) => value)
  const others = named
    .filter(([name]) => !kindNames.test(name))
    .map(([name, value]) => attributeText(name, value))
  const options = new Set(
    product.variants.flatMap((variant) => variant.options.map((option) => option.value)),
  )
  return [
    fieldTermsOfAll([product.title, ...codesOf(product)]),
    fieldTermsOfAll([product.brand ?? '']),
    fieldTermsOfAll([...product.categories, ...kinds]),
    fieldTermsOfAll([...others, ...options]),
    fieldTerms(product.description.slice(0, MOST_DESCRIPTION)),
  ]
}

// shoppers paste article numbers
function codesOf(product: Product): string[] {
  const numbers = product.variants.flatMap((variant) => [variant.sku, variant.barcode])
  return [...new Set(numbers.filter((code) => code !== null && codes.test(code)).map(String))].slice(0, 50)
}

const affirmed = /^(yes|true|y)\b[\s,;:–-]*/i
const denied = /^(no|none|not|false|n|n\/a|without|-|0(\.0+)?%?)\b/i

/** "waterproof: yes" says waterproof; "waterproof: no" says nothing; a bare number is not searched for. */
function attributeText(name: string, value: string): string {
  if (affirmed.test(value)) return `${name} ${value.replace(affirmed, '')}`
  if (denied.test(value) || /^[\d.,\s-]+$/.test(value)) return ''
  return /[\p{L}]/u.test(value) ? value.slice(0, 500) : ''
}

/** What the encoder is given of a product: what it is, then what is said of it. */
export function productSentence(product: Product): string {
  const kind = product.categories.at(-1)?.split(' > ').at(-1) ?? ''
  const start = `${product.title}. ${kind}`
  return `${start}. ${product.description}`.replace(/\s+/g, ' ').slice(0, 200)
}
