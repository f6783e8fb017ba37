import type { SearchFacet } from '../../../contract/search.ts'

/** Filters that may hold several values. */
const many = (name: string) =>
  name === 'brand' || name === 'colour' || name === 'size' || name.startsWith('option.')

/** The page's address has the parameters of `GET /v1/search`; these belong to what is looked for and how it is shown. */
const notFilters = new Set(['q', 'sort', 'understand', 'limit'])

export function filtersIn(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name]) => !notFilters.has(name))
}

/** Without any filter: the same words, read as they stand. */
export function withoutFilters(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => notFilters.has(name)))
}

type Value = SearchFacet['values'][number]

/** What a facet's value is as parameters. */
export function parametersOf({ name, option }: SearchFacet, { value, range }: Value): [string, string][] {
  if (name === 'option') return [[`option.${option}`, value]]
  if (name === 'store') return [['storeId', value]]
  if (name !== 'price' || !range) return [[name, value]]
  const units = ({ amount, currency }: { amount: number; currency: string }) => {
    const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
    return String(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  }
  return [
    ['priceMin', units(range.from)],
    ...(range.to ? [['priceMax', units(range.to)] as [string, string]] : []),
  ]
}

export function isChosen(query: URLSearchParams, parameters: [string, string][]): boolean {
  return parameters.every(([name, value]) => query.getAll(name).includes(value))
}

/** With the filter put on, or taken off where it was on. */
export function toggled(query: URLSearchParams, parameters: [string, string][]): URLSearchParams {
  const next = new URLSearchParams(query)
  next.delete('limit')
  const wasOn = isChosen(query, parameters)
  if (parameters.some(([name]) => name.startsWith('price')))
    for (const name of ['priceMin', 'priceMax']) next.delete(name)
  for (const [name, value] of parameters) {
    if (wasOn) next.delete(name, value)
    else if (many(name)) next.append(name, value)
    else next.set(name, value)
  }
  return next
}

/** The words without those a wish was read from. */
export function withoutWords(query: URLSearchParams, from: string): URLSearchParams {
  const next = new URLSearchParams(query)
  const words = (query.get('q') ?? '').replace(from, ' ').replace(/\s+/g, ' ').trim()
  next.set('q', words)
  return next
}
