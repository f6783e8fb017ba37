import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductSummary } from '#contract/demo-shop.ts'
import {
  applyFilters,
  choicesOf,
  countChosen,
  type Filters,
  filtersFrom,
  queryOf,
} from '../../demo/storefront/filters/filters.ts'
import { linesFrom } from '../../demo/storefront/pages/checkout/lines.ts'

const none: Filters = {
  colours: [],
  sizes: [],
  fits: [],
  features: [],
  max: null,
  inStock: false,
  sort: 'featured',
}

function product(id: string, change: Partial<ProductSummary> = {}): ProductSummary {
  const colour = (name: string, family: string) => ({
    name,
    family,
    hex: '#000000',
    image: null,
    available: true,
  })
  return {
    productId: id,
    title: id,
    brand: null,
    url: `/products/${id}`,
    price: { amount: 10_000, currency: 'USD' },
    priceTo: null,
    listPrice: null,
    availability: 'in_stock',
    image: null,
    colours: [colour('Navy', 'Blue'), colour('Rust', 'Orange')],
    sizes: ['S', 'M'],
    sellable: [
      [0, 0],
      [1, 1],
    ],
    features: ['Waterproof'],
    fit: 'women',
    isNew: false,
    comesAt: null,
    earlyUntil: null,
    ...change,
  }
}

const ids = (products: ProductSummary[]) => products.map(({ productId }) => productId)

describe('filters of a department', () => {
  test('color and size must hold for one and the same variant in stock', () => {
    const jacket = product('jacket')
    expect(ids(applyFilters([jacket], { ...none, colours: ['Blue'], sizes: ['S'] }))).toEqual(['jacket'])
    expect(applyFilters([jacket], { ...none, colours: ['Blue'], sizes: ['M'] })).toEqual([])
  })

  test('the price limit includes itself, and every chosen feature must hold', () => {
    const list = [product('a', { features: ['Waterproof', 'Down'] }), product('b')]
    expect(ids(applyFilters(list, { ...none, max: 10_000 }))).toEqual(['a', 'b'])
    expect(applyFilters(list, { ...none, max: 9_999 })).toEqual([])
    expect(ids(applyFilters(list, { ...none, features: ['Waterproof', 'Down'] }))).toEqual(['a'])
  })

  test('what is sold out stands last, and is left out where only stock is wanted', () => {
    const list = [product('gone', { sellable: [] }), product('here')]
    expect(ids(applyFilters(list, none))).toEqual(['here', 'gone'])
    expect(ids(applyFilters(list, { ...none, inStock: true }))).toEqual(['here'])
  })

  test('offers only limits that part the products, and sizes in their order', () => {
    const list = [
      product('a', { price: { amount: 4000, currency: 'USD' } }),
      product('b', { sizes: ['XL', '10 years'] }),
    ]
    expect(choicesOf(list).prices).toEqual([5000])
    expect(choicesOf(list).sizes).toEqual(['S', 'M', 'XL', '10 years'])
    expect(choicesOf([product('only')]).prices).toEqual([])
  })

  test('the address brings back the filters it was made from', () => {
    const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 4 })
    const any = fc.record({
      colours: words,
      sizes: words,
      fits: words,
      features: words,
      max: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      inStock: fc.boolean(),
      sort: fc.constantFrom('featured', 'new', 'low', 'high' as const),
    })
    fc.assert(
      fc.property(any, (filters) => {
        expect(filtersFrom(new URLSearchParams(queryOf(filters).toString()))).toEqual(filters)
      }),
    )
  })

  test('never shows what was not there, and narrowing never adds', () => {
    const list = [
      product('a'),
      product('b', { sellable: [[0, 1]] }),
      product('c', { fit: 'men', features: [] }),
    ]
    const choice = fc.subarray(['Blue', 'Orange', 'S', 'M', 'women', 'men', 'Waterproof'])
    fc.assert(
      fc.property(choice, (chosen) => {
        const pick = (from: string[]) => chosen.filter((value) => from.includes(value))
        const filters: Filters = {
          ...none,
          colours: pick(['Blue', 'Orange']),
          sizes: pick(['S', 'M']),
          fits: pick(['women', 'men']),
          features: pick(['Waterproof']),
        }
        const shown = ids(applyFilters(list, filters))
        expect(shown.every((id) => ids(list).includes(id))).toBe(true)
        const narrower = ids(applyFilters(list, { ...filters, inStock: true, max: 10_000 }))
        expect(narrower.every((id) => shown.includes(id))).toBe(true)
        expect(countChosen(filters)).toBe(chosen.length)
      }),
    )
  })
})

describe('the lines in a checkout address', () => {
  test('are read up to the last colon, and what is no line is left out', () => {
    expect(linesFrom('a:1,b:c:2')).toEqual([
      { variantId: 'a', quantity: 1 },
      { variantId: 'b:c', quantity: 2 },
    ])
    expect(linesFrom('')).toEqual([])
    expect(linesFrom('a,:3,b:0,c:-1,d:1.5,e:x,,')).toEqual([])
  })
})
