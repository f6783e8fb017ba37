import { describe, expect, test } from 'vitest'
import { readMentions } from '../../agent/checks/amounts.ts'
import { clausesOf } from '../../agent/offline/understand/clauses.ts'
import { fold } from '../../agent/offline/understand/normalise.ts'
import { readOrderKey } from '../../agent/offline/understand/order-key.ts'
import { readPriceLimit } from '../../agent/offline/understand/price-limit.ts'
import { splitSentences } from '../../agent/sentences.ts'

/**
 * 10,000 characters of the shapes that make an expression try every way to read them. Each took seconds, or
 * never ended, while a quantifier had no end; a test here that runs into its time limit says that one is back.
 */
const CHARS = 10_000
const long = (piece: string, end = 'zz!') => piece.repeat(CHARS / piece.length) + end

describe('a long message is read in linear time', () => {
  test.each(['中', 'ا', 'ﷺ', 'İ', 'é', 'a.', '1.', '%_'])(
    'an e-mail is looked for in a row of %s',
    (piece) => {
      for (let again = 0; again < 10; again++) expect(readOrderKey(long(piece)).email).toBeNull()
    },
  )

  test('an order number is looked for behind a long gap, and found', () => {
    const gap = ' \n'.repeat(CHARS / 2)
    for (let again = 0; again < 20; again++)
      expect(readOrderKey(`my order${gap}RP-12345`).orderNumber).toBe('RP-12345')
  })

  test('the e-mail and the number stand at the end of a long letter', () => {
    const key = readOrderKey(`${'Guten Tag 你好 '.repeat(700)} order RP-204512, ana.maria+shop@example.co.uk`)
    expect(key).toMatchObject({ orderNumber: 'RP-204512', email: 'ana.maria+shop@example.co.uk' })
  })

  test.each(['1', '12345', '1,000 ', '+1 '])('a price limit is looked for in a row of %s', (piece) => {
    for (let again = 0; again < 10; again++)
      expect(readPriceLimit(fold(long(piece, ' tents'))).min).toBeNull()
  })

  test('a message is parted where it has long gaps', () => {
    for (let again = 0; again < 40; again++)
      expect(
        clausesOf(`show me tents${' \t'.repeat(CHARS / 2)}and what is your return policy?`),
      ).toHaveLength(2)
  })
})

describe('what a model writes is read in linear time', () => {
  test.each(['una', 'unauna', 'oneunauna', 'a', 'A', 'seventeen', 'one ', 'only just ', '12345', '1 000 '])(
    'amounts are looked for in a row of %s',
    (piece) => {
      for (let again = 0; again < 5; again++)
        expect(readMentions(long(piece)).filter((mention) => mention.currencies.length > 0)).toEqual([])
    },
  )

  test('amounts in words are still read, however they are joined', () => {
    const values = (text: string) => readMentions(text).map((mention) => mention.values[0])
    expect(values('It is twenty-five dollars.')).toEqual([25])
    expect(values('It is one hundred and forty nine euros.')).toEqual([149])
    expect(values('It is 1,299.50 USD.')).toEqual([1299.5])
    expect(values('It is twentyfive dollars.')).not.toEqual([25]) // no price that could be taken for true
    expect(readMentions('It is twentyfive dollars.')).toHaveLength(1)
  })

  test.each(['!', '?!', '.”', '…'])('sentences are cut in a row of %s', (piece) => {
    for (let again = 0; again < 5; again++) {
      const { sentences, rest } = splitSentences(long(piece, ' end'))
      expect(sentences.join('') + rest).toBe(long(piece, ' end'))
    }
  })

  test('what comes without a space does not wait for ever', () => {
    expect(splitSentences('x'.repeat(CHARS)).rest.length).toBeLessThan(2500)
  })
})
