import type { ComparisonRow } from '#contract/message.ts'
import { isSellable, type Product } from '#knowledge/catalog/index.ts'

const MOST_ROWS = 24
/** What is longer is a text to be read on the product's page. */
const LONGEST_VALUE = 90

/**
 * What the catalog says of these products, line by line: brand, the options in stock, every attribute. What
 * differs comes first; a line that only one of two products has differs too.
 */
export function comparisonRows(products: readonly Product[]): ComparisonRow[] {
  const told = products.map(factsOf)
  const names = new Map(told.flatMap((facts) => [...facts].map(([key, { name }]) => [key, name] as const)))
  const rows = [...names].map(([key, name]): ComparisonRow => {
    const values = told.map((facts) => facts.get(key)?.value ?? null)
    const differs = new Set(values.map((value) => value?.toLowerCase() ?? null)).size > 1
    return { name, values, differs }
  })
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)].slice(0, MOST_ROWS)
}

/** By the name in lower case: one shop's feeds write `Material` and `material`. */
function factsOf(product: Product): Map<string, { name: string; value: string }> {
  const facts = new Map<string, { name: string; value: string }>()
  const tell = (name: string, value: string) => {
    const text = value.trim()
    if (text === '' || text.length > LONGEST_VALUE || facts.has(name.toLowerCase())) return
    facts.set(name.toLowerCase(), { name: capital(name), value: text })
  }
  for (const [name, values] of optionsInStock(product)) tell(name, [...values].join(', '))
  for (const [name, value] of Object.entries(product.attributes)) tell(name, value)
  if (product.brand) tell('Brand', product.brand)
  return facts
}

function optionsInStock({ variants }: Product): Map<string, Set<string>> {
  const options = new Map<string, Set<string>>()
  for (const { name, value } of variants.filter(isSellable).flatMap((variant) => variant.options))
    options.set(name, (options.get(name) ?? new Set()).add(value))
  return options
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
