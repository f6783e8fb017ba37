import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personalNumbers, withoutCards } from '#domain/identity/index.ts'

const kinds = (text: string) => personalNumbers(text).map(({ kind, digits }) => `${kind} ${digits}`)

describe('phone numbers that people type', () => {
  test.each([
    ['call me on +44 20 7946 0958 please', '+442079460958'],
    ['+49 (0)151 12345678', '+49015112345678'],
    ['meine Nummer: 0171 / 123 45 67', '01711234567'],
    ['06 12 34 56 78', '0612345678'],
    ['(415) 555-2671', '4155552671'],
    ['415.555.2671', '4155552671'],
    ['4155552671', '4155552671'],
    ['1-800-555-0199', '18005550199'],
    ['mi móvil es 612 345 678', '612345678'],
    ['meu celular é (11) 91234-5678', '11912345678'],
    ['0039 347 123 4567', '00393471234567'],
    ['my phone is 98765 43210', '9876543210'],
    ['text me: 22 33 44 55', '22334455'],
    ['٠١٧١١٢٣٤٥٦٧', '01711234567'],
    ['0171–1234567.', '01711234567'],
  ])('“%s”', (text, digits) => {
    expect(kinds(text)).toEqual([`phone ${digits}`])
  })

  test('two in one message are two', () => {
    expect(kinds('0171 1234567 or +33 6 12 34 56 78')).toEqual(['phone 01711234567', 'phone +33612345678'])
  })
})

describe('card numbers', () => {
  test.each([
    '4111 1111 1111 1111',
    '4111111111111111',
    '5555-5555-5555-4444',
    '3782 822463 10005',
    'my card: 6011111111111117, thanks',
    '４１１１ １１１１ １１１１ １１１１',
  ])('“%s” is one, and is stored as [card]', (text) => {
    expect(personalNumbers(text).map(({ kind }) => kind)).toEqual(['card'])
    expect(withoutCards(text)).toContain('[card]')
    expect(withoutCards(text).normalize('NFKC')).not.toMatch(/\d{4}/)
  })

  test('a wrong check digit is none', () => {
    expect(kinds('4111 1111 1111 1112')).toEqual([])
  })

  test('every number that passes is found, however it is grouped', () => {
    const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 }).map((rest) => {
      const known = [4, ...rest]
      const sum = known.reduce((total, digit, i) => {
        const weighed = (known.length - i) % 2 === 1 ? digit * 2 : digit
        return total + (weighed > 9 ? weighed - 9 : weighed)
      }, 0)
      return [...known, (10 - (sum % 10)) % 10].join('')
    })
    fc.assert(
      fc.property(card, fc.constantFrom('', ' ', '-', '.', ' - '), (digits, separator) => {
        const typed = digits.replace(/(\d{4})(?=\d)/g, `$1${separator}`)
        expect(withoutCards(`pay with ${typed} now`)).toBe('pay with [card] now')
      }),
    )
  })
})

describe('numbers that are nobody’s', () => {
  test.each([
    'where is my order 1234567890',
    'order #W2611340 with postcode 98765',
    'Bestellung 4021234567 ist nicht da',
    'item 1008292230 in size 38/32',
    'do you have sizes 36 37 38 39 40',
    'delivered on 2026-11-20 at 10:30',
    'am 20.11.2026 bestellt',
    '1.234.567 reviews',
    'under 150 euros or 149.99',
    '€1234567.00',
    'from 10.0.0.127',
    'EAN 4006381333931',
    'a 500 ml and a 750 ml bottle',
    '2024 2025 2026',
    'tw-0001234567',
    'https://shop.example/p/1234567890123',
  ])('“%s”', (text) => {
    expect(kinds(text)).toEqual([])
  })
})

// quadratic or worse, one of these takes longer than a test may
test.each([
  ['digits one by one', '1 '.repeat(100_000)],
  ['digits of another script', '\u0669 '.repeat(100_000)],
  ['pairs and dashes', '12 34-'.repeat(30_000)],
])('a long text of %s keeps nobody waiting', (_what, text) => {
  expect(personalNumbers(text)).toEqual([])
})
