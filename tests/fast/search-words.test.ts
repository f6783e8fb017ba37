import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editDistance, normaliseSize, termsOf } from '#knowledge/search/index.ts'

test('singular and plural, accents and both spellings of English are one word', () => {
  const same = [
    ['jackets', 'Jacket'],
    ['batteries', 'battery'],
    ['watches', 'watch'],
    ['Café', 'cafe'],
    ['women’s', 'woman'],
    ['grey colours', 'gray color'],
    ['knives', 'knife'],
  ]
  for (const [a = '', b = ''] of same) expect(termsOf(a)).toEqual(termsOf(b))
  expect(termsOf('dress')).toEqual(['dress'])
  expect(termsOf('bus')).toEqual(['bus'])
})

test('numbers keep their unit and decimals, codes stay whole', () => {
  expect(termsOf('500ml bottle')).toEqual(['500', 'ml', 'bottle'])
  expect(termsOf('43.2 cm')).toEqual(['43.2', 'cm'])
  expect(termsOf('TN-2110 dv7')).toEqual(['tn', '2110', 'dv7'])
})

test('sizes are one however they are written', () => {
  const same = [
    ['Medium', 'm'],
    ['X-Large', 'XL'],
    ['2XL', 'XXL'],
    ['EU 42', '42'],
    ['500 ml', '500ml'],
    ['One Size', 'os'],
    ['size 10,5', '10.5'],
  ]
  for (const [a = '', b = ''] of same) expect(normaliseSize(a)).toBe(normaliseSize(b))
  expect(normaliseSize('L')).not.toBe(normaliseSize('XL'))
})

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 7 })

test('one change is a distance of one, and a swap of neighbours is one change', () => {
  expect(editDistance('jacket', 'jakcet', 2)).toBe(1)
  expect(editDistance('jacket', 'jackt', 2)).toBe(1)
  expect(editDistance('jacket', 'racket', 2)).toBe(1)
  expect(editDistance('jacket', 'mug', 2)).toBeGreaterThan(2)
})

test('distance is symmetric, zero only for the same word, and at most the longer length', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b, 10)
      expect(distance).toBe(editDistance(b, a, 10))
      expect(distance === 0).toBe(a === b)
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
    }),
  )
})

test('a limit never changes a distance within it', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
      const full = editDistance(a, b, 10)
      const limited = editDistance(a, b, limit)
      if (full <= limit) expect(limited).toBe(full)
      else expect(limited).toBeGreaterThan(limit)
    }),
  )
})
