import { describe, expect, test } from 'vitest'
import { coreOf } from '#knowledge/search/answers/core.ts'
import { isNamed, isOfOtherPlace } from '#knowledge/search/answers/named-in.ts'
import { preparePassage } from '#knowledge/search/answers/prepared.ts'
import { readQuestion } from '#knowledge/search/answers/question.ts'

const known = { isGoods: () => false, has: () => true, correct: () => null }

describe('what a question turns on', () => {
  test.each([
    ['How do I check the balance of a gift card?', 'check', 'balanc'],
    ['can you sharpen my pocket knife', 'sharpen', 'knif'],
    ['Is it possible to cancel an order?', 'cancel', 'order'],
    ['do you have a catalogue by mail', null, 'catalogu'],
    ['how long is a return label valid', null, 'valid'],
    ['opening hours', null, null],
  ])('%s', (question, verb, object) => {
    expect(coreOf(question)).toEqual({ verb, object })
  })
})

describe('the place a sentence is about', () => {
  const passage = preparePassage({
    title: 'Delivery',
    section: 'Costs',
    text: 'United States: Cost $6; Time 3 days\n\nHawaii: Cost $14; Time 8 days\n\nCanada: Cost $19; Time 9 days',
  })
  const elsewhere = (text: string) =>
    passage.sentences.map((sentence) => isOfOtherPlace(readQuestion(text, known).words, sentence, passage))

  test('a row holds for the country it names, and for its parts that have no row', () => {
    expect(elsewhere('delivery cost to Canada')).toEqual([true, true, false])
    expect(elsewhere('delivery cost to Hawaii')).toEqual([true, false, true])
    expect(elsewhere('delivery cost to Chicago')).toEqual([false, true, true])
    expect(elsewhere('delivery cost')).toEqual([false, false, false])
  })

  test('a page for a country names it in every sentence, but not a part of it', () => {
    const [canada] = readQuestion('to Canada', known).words
    const [toronto] = readQuestion('to Toronto', known).words
    const [first] = passage.sentences
    if (!canada || !toronto || !first) throw new Error('nothing read')
    expect(isNamed(canada, first, passage, ['CA'])).toBe(true)
    expect(isNamed(canada, first, passage, [])).toBe(false)
    expect(isNamed(toronto, first, passage, ['CA'])).toBe(false)
  })
})
