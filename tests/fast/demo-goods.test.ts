import { describe, expect, test } from 'vitest'
import { assortment, demoCustomers, pictureNamed } from '#demo/index.ts'
import { isSellable, productInput } from '#knowledge/catalog/index.ts'

const now = new Date('2026-03-04T10:00:00Z')
const goods = assortment(now)
const products = goods.map(({ product }) => productInput.parse(product))
const variants = products.flatMap((product) => product.variants)

describe('the goods of the demo shop', () => {
  test('are 400 in 12 departments, each with its own id and variants of their own', () => {
    expect(goods).toHaveLength(400)
    expect(new Set(goods.map(({ category }) => category)).size).toBe(12)
    expect(new Set(products.map(({ productId }) => productId)).size).toBe(400)
    expect(new Set(variants.map(({ variantId }) => variantId)).size).toBe(variants.length)
    expect(new Set(variants.map(({ barcode }) => barcode)).size).toBe(variants.length)
  })

  test('are the same every time, but for release dates that count from the day', () => {
    expect(assortment(now)).toEqual(goods)
    const later = assortment(new Date('2027-01-01T00:00:00Z'))
    const undated = (list: typeof goods) =>
      list.map(({ product }) => ({ ...product, releaseAt: null, early: null }))
    expect(undated(later)).toEqual(undated(goods))
  })

  test('cost less than they are sold for, and are reduced from more', () => {
    for (const { price, cost, listPrice } of variants) {
      expect(price.currency).toBe('USD')
      expect(price.amount).toBeGreaterThanOrEqual(500)
      expect(cost?.amount).toBeGreaterThan(0)
      expect(cost?.amount).toBeLessThan(price.amount)
      if (listPrice) expect(listPrice.amount).toBeGreaterThan(price.amount)
    }
    expect(variants.filter(({ listPrice }) => listPrice).length).toBeGreaterThan(50)
  })

  test('carry barcodes whose check digit is right, in the range kept for use inside a shop', () => {
    for (const { barcode } of variants) {
      const digits = [...(barcode ?? '')].map(Number)
      expect(digits).toHaveLength(13)
      expect(barcode).toMatch(/^29/)
      expect(digits.reduce((sum, digit, index) => sum + digit * (index % 2 ? 3 : 1), 0) % 10).toBe(0)
    }
  })

  test('are described in two to six sentences that no other family shares', () => {
    for (const { description } of products) {
      const sentences = description.split(/[.!?](?:\s|$)/).filter(Boolean)
      expect(sentences.length, description).toBeGreaterThanOrEqual(1)
      expect(sentences.length, description).toBeLessThanOrEqual(6)
      expect(description.length, description).toBeGreaterThan(70)
    }
    const texts = [...new Set(goods.map(({ family }) => family))].map(({ text }) => text)
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('include waterproof jackets under $150 in stock, and near misses of every kind', () => {
    const jackets = products.filter(({ categories }) => categories.includes('Clothing > Jackets'))
    const cheap = (product: (typeof products)[number]) =>
      product.variants.some((variant) => variant.price.amount < 15_000)
    const inStock = (product: (typeof products)[number]) => product.variants.some(isSellable)
    const dry = jackets.filter(({ attributes }) => attributes.waterproof === 'yes')
    expect(dry.filter((product) => cheap(product) && inStock(product)).length).toBeGreaterThanOrEqual(6)
    expect(dry.some((product) => !cheap(product))).toBe(true)
    expect(dry.some((product) => cheap(product) && !inStock(product))).toBe(true)
    expect(jackets.some((product) => product.attributes.waterproof === 'no' && cheap(product))).toBe(true)
  })

  test('are called waterproof in their text only where the typed field says so', () => {
    const claims = /(?<!not )waterproof/i
    const wrong = products.filter(
      (product) => claims.test(product.title) && product.attributes.waterproof !== 'yes',
    )
    expect(wrong.map(({ title }) => title)).toEqual([])
    const jackets = products.filter(({ categories }) => categories.includes('Clothing > Jackets'))
    const loose = jackets.filter(
      (product) => claims.test(product.description) && product.attributes.waterproof !== 'yes',
    )
    expect(loose.map(({ title }) => title)).toEqual([])
  })

  test('are partly new, partly sold out and partly still to come', () => {
    const comes = products.filter(({ releaseAt }) => releaseAt !== null && new Date(releaseAt) > now)
    expect(comes.length).toBeGreaterThan(2)
    expect(comes.every(({ early }) => (early?.tiers ?? []).length > 0)).toBe(true)
    const soldOut = products.filter((product) => !product.variants.some(isSellable))
    expect(soldOut.length).toBeGreaterThan(0)
    const low = variants.filter(
      ({ stockOnline }) => stockOnline !== null && stockOnline > 0 && stockOnline < 4,
    )
    expect(low.length).toBeGreaterThan(50)
  })

  test('each have a drawn picture of their own for every color', () => {
    const addresses = new Set(products.flatMap(({ media }) => media.map(({ url }) => url)))
    for (const url of addresses) {
      const svg = pictureNamed(url.replace('/demo/images/', '').replace('.svg', ''))
      expect(svg, url).toMatch(/^<svg [^>]*viewBox="0 0 800 800"/)
      expect(svg, url).not.toMatch(/NaN|undefined|<script|href/)
    }
    for (const variant of variants) expect(addresses.has(variant.media[0]?.url ?? '')).toBe(true)
    expect(pictureNamed('no-such-thing')).toBeNull()
  })

  test('offer four customers to sign in as', () => {
    expect(new Set(demoCustomers.map(({ userId }) => userId)).size).toBe(4)
    expect(demoCustomers.every(({ email }) => email.endsWith('@example.com'))).toBe(true)
  })
})
