import { expect, test } from 'vitest'
import type { Known } from '../../agent/checks/check.ts'
import { checkSentence } from '../../agent/checks/index.ts'
import type { Fact } from '../../tools/index.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })
const heron = 'Heron Rain Jacket Navy, M'
const curlew = 'Curlew Storm Jacket Green, M'
const facts: Fact[] = [
  { kind: 'price', name: heron, money: usd(12900), of: 'price' },
  { kind: 'price', name: curlew, money: usd(14900), of: 'price' },
  { kind: 'price', name: 'Brook Hiking Trousers Olive, M', money: usd(8900), of: 'price' },
  { kind: 'price', name: 'bundle total together', money: usd(21800), of: 'total' },
  { kind: 'popularity', name: heron, text: 'Popular in Hamburg' },
  { kind: 'popularity', name: 'Brook Hiking Trousers Olive, M', text: 'Often bought with Heron Rain Jacket' },
  { kind: 'stock', name: heron, availability: 'in_stock', quantity: 20, store: null },
  {
    kind: 'stock',
    name: 'Heron Rain Jacket M',
    availability: 'in_stock',
    quantity: null,
    store: 'Fellside Berlin Berlin',
  },
  {
    kind: 'stock',
    name: 'Heron Rain Jacket M',
    availability: 'out_of_stock',
    quantity: null,
    store: 'Fellside Hamburg Hamburg',
  },
  { kind: 'contact', value: 'Torstrasse 12' },
]

const known: Known = {
  facts,
  saidBefore: [],
  shopperWords: ['compare the first two'],
  productNouns: new Set(['jacket', 'trouser', 'tent']),
  shopName: 'Fellside',
  promptText: '',
  toolNames: ['compare_products'],
  order: [heron, curlew],
}

const mayBeSaid = [
  'The Heron Rain Jacket is $129.00 and the Curlew Storm Jacket is $149.00.',
  'The first is $129.00, the second one $149.00.',
  'The cheaper one is $129.00.',
  'The more expensive one is $149.00.',
  'With the Brook Hiking Trousers added to the Heron Rain Jacket, the total is $218.00.',
  'Taken together they are $218.00.',
  'The Heron Rain Jacket is popular in Hamburg.',
  'These are popular just now.',
  'The Brook Hiking Trousers are often bought with it.',
  'Shall I show you what is popular?',
  'I cannot say what others choose most at the moment.',
  'The Heron Rain Jacket is in stock at Fellside Berlin.',
  'Fellside Hamburg has sold out of the Heron Rain Jacket.',
  'Fellside Berlin: Torstrasse 12.',
]
test.each(mayBeSaid)('may be said: %s', (sentence) => {
  expect(checkSentence(sentence, known)).toEqual({ allowed: true })
})

const keptBack: [string, string][] = [
  ['The Heron Rain Jacket is $149.00 and the Curlew Storm Jacket is $129.00.', 'prices'],
  ['The first is $149.00, the second one $129.00.', 'prices'],
  ['The second one costs only 129 dollars.', 'prices'],
  ['The third one is $129.00.', 'prices'],
  ['The cheaper one is $149.00.', 'prices'],
  ['The dearer one is $129.00.', 'prices'],
  ['The Brook Hiking Trousers are $218.00.', 'prices'],
  ['Together they are $199.00.', 'prices'],
  ['The Heron Rain Jacket is our bestseller.', 'popularity'],
  ['It is the most popular jacket we have.', 'popularity'],
  ['The Curlew Storm Jacket is popular.', 'popularity'],
  ['Customers love the Curlew Storm Jacket.', 'popularity'],
  ['The Heron Rain Jacket is often bought with a tent.', 'popularity'],
  ['2,000 people bought the Brook Hiking Trousers.', 'popularity'],
  ['The Heron Rain Jacket is trending.', 'popularity'],
  ['The Heron Rain Jacket is rated 5 stars.', 'popularity'],
  ['The Heron Rain Jacket is in stock at Fellside Hamburg.', 'stock'],
  ['The Heron Rain Jacket is sold out in Berlin.', 'stock'],
  ['Only 4 left of the Heron Rain Jacket at Fellside Berlin.', 'stock'],
  ['The Heron Rain Jacket is in stock in our Bremen branch.', 'stock'],
  ['The Tarn Two-Person Tent is in stock.', 'stock'],
]
test.each(keptBack)('is kept back: %s', (sentence, check) => {
  expect(checkSentence(sentence, known)).toMatchObject({ allowed: false, check })
})
