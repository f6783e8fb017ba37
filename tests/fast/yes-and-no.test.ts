import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isExplicitNo, isExplicitYes } from '#domain/conversations/index.ts'

const yes = [
  'yes',
  'Yes.',
  'YES!',
  ' yes please ',
  'Yes, please!',
  'yes please do',
  'yep',
  'yeah',
  'Sure!',
  'y',
  'Yes, go ahead',
  'please do it',
  'I confirm',
  'yes thank you',
  'yes, that’s right',
  'yes yes',
  '👍🏽',
  'yes 👍',
  '✅',
  'sí',
  'Sí, por favor',
  'si',
  '¡Sí!',
  'claro que sí',
  'oui',
  'Oui, merci',
  'oui s’il vous plaît',
  'd’accord',
  'ja',
  'Ja, bitte!',
  'ja gerne',
  'einverstanden',
  'sim',
  'Sim, por favor',
  'sì',
  'Sì, grazie',
  'certo',
  'Ja graag',
  'ja, alsjeblieft',
  'doe maar',
  'jazeker',
  'ｙｅｓ',
  'نعم',
]
const no = [
  'no',
  'No.',
  'no thanks',
  'No, thank you!',
  'nope',
  "don't",
  'please don’t',
  'never mind',
  'of course not',
  'no gracias',
  'non',
  'non merci',
  'nein',
  'Nein, danke',
  'lieber nicht',
  'não',
  'não, obrigado',
  'no grazie',
  'nee',
  'nee, dank je',
  '👎',
  'لا',
]
const neither = [
  '',
  ' ',
  '?',
  'yes?',
  'Yes ?',
  'yes¿',
  'sí؟',
  'yes...',
  'yes…',
  'yes but only the jacket',
  'yes, if it is free',
  'yesterday',
  'yes no',
  'no yes',
  'no, yes please',
  'yes and also cancel the other one',
  'is that a yes',
  'not yes',
  'yes or no',
  'I would say yes',
  'ok',
  'okay',
  'please',
  'thanks',
  'thank you',
  'danke',
  'merci',
  'si es gratis',
  'si no',
  'ja, aber',
  'oui mais non',
  'ja nee',
  'yes, cancel it',
  'yes to the red one',
  'do not do it yes',
  '"yes"',
  "she said 'yes'",
  'yes\nbut wait',
  'y not',
  'sure about that',
  'no problem',
  'no idea',
  'know',
  'maybe',
  'yes'.repeat(3),
  'ye s',
  'pode ser',
  '🙂',
]

describe('a plain answer', () => {
  test.each(yes)('%j is a yes', (text) => {
    expect([isExplicitYes(text), isExplicitNo(text)]).toEqual([true, false])
  })
  test.each(no)('%j is a no', (text) => {
    expect([isExplicitYes(text), isExplicitNo(text)]).toEqual([false, true])
  })
  test.each(neither)('%j is neither', (text) => {
    expect([isExplicitYes(text), isExplicitNo(text)]).toEqual([false, false])
  })

  test('naming what was proposed is a yes to that, and to nothing else', () => {
    for (const text of [
      'Yes, cancel it',
      'yes please cancel my order',
      'sí, cancélalo',
      'ja, storniere die Bestellung',
    ]) {
      expect(isExplicitYes(text, 'cancel_order')).toBe(true)
      expect(isExplicitYes(text, 'update_cart')).toBe(false)
      expect(isExplicitYes(text)).toBe(false)
    }
    expect(isExplicitYes('cancel it', 'cancel_order')).toBe(false)
    expect(isExplicitYes('yes, cancel order W2', 'cancel_order')).toBe(false)
    expect(isExplicitYes('yes', 'anything')).toBe(true)
  })
})

const turns = [
  'but',
  'if',
  'unless',
  'not',
  'only',
  'and',
  'or',
  'when',
  'aber',
  'wenn',
  'nicht',
  'mais',
  'pas',
  'pero',
  'mas',
  'se',
  'maar',
  'instead',
  'the other order',
  'make it two',
  'for $1',
  'ship it to Paris',
  'what about delivery',
]

describe('whatever is added', () => {
  test('a condition, a negation or another wish before or after takes the yes away', () => {
    const sentence = fc.tuple(
      fc.constantFrom(...yes),
      fc.constantFrom(...turns),
      fc.boolean(),
      fc.constantFrom(' ', ', ', '. '),
    )
    fc.assert(
      fc.property(sentence, ([said, turn, before, between]) => {
        const text = before ? turn + between + said : said + between + turn
        expect(isExplicitYes(text, 'cancel_order')).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('a question mark anywhere takes yes and no away', () => {
    const at = fc.tuple(fc.constantFrom(...yes, ...no), fc.nat(), fc.constantFrom('?', '¿', '؟', '？'))
    fc.assert(
      fc.property(at, ([text, position, mark]) => {
        const i = position % (text.length + 1)
        const asked = text.slice(0, i) + mark + text.slice(i)
        expect([isExplicitYes(asked), isExplicitNo(asked)]).toEqual([false, false])
      }),
      { numRuns: 2000 },
    )
  })

  test('nothing is both yes and no', () => {
    const words = fc.array(fc.constantFrom(...yes, ...no, ...turns, 'please', 'danke', 'merci'), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(words, fc.constantFrom(' ', ', ', '. ', '! '), (parts, between) => {
        const text = parts.join(between)
        expect(isExplicitYes(text) && isExplicitNo(text)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  test('any text is read without an error, and a random one is never a yes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (text) => {
        expect(isExplicitYes(text)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
