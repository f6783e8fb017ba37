import { describe, expect, test } from 'vitest'
import { interpret } from '../../agent/offline/dialogue/interpret.ts'
import { afterTasks, type DialogueState, openingState } from '../../agent/offline/dialogue/state.ts'
import { lexisOf } from '../../agent/offline/index.ts'
import type { Task } from '../../agent/offline/task.ts'

const lexis = lexisOf({
  categories: ['Jackets', 'Trousers', 'Tents & sleep', 'Packs & bags', 'Bedding', 'Camp kitchen'],
  colours: ['Navy', 'Rust', 'Cream'],
  sizes: ['S', 'M', 'L', 'XL', '42'],
  materials: ['merino', 'down', 'linen'],
  brands: ['Tarnwick'],
  productNouns:
    'jacket coat sweater boot tent bag pan mug duvet blanket backpack trouser rug lamp pillow'.split(' '),
})

const start = openingState(null)
const tasksFor = (text: string, state: DialogueState = start) => interpret(text, state, lexis)
const kinds = (tasks: readonly Task[]) => tasks.map((task) => task.do)

/** One sentence each of what a message must come to, whatever else it holds. */
const classes: Record<string, [Task['do'], string[]]> = {
  'questions on rules and care go to the pages, though goods are named': [
    'document',
    [
      'how long do i have to send something back',
      'can I send the jacket back if it does not fit',
      'can I wash a down jacket in the machine?',
      'how do I clean my rug',
      'is it ok to iron linen bedding?',
      'how should I dry my boots',
      'leather boots care',
      'down jacket washing',
      'what happens if my parcel gets lost',
      'do I have to pay customs',
      'must I keep the box for the tent',
      'do you repair jackets',
      'is there a warranty on tents?',
      'how much is shipping for a tent',
      'when do you deliver on weekends',
      'may I return a mug I have used',
      'my zipper broke',
      'the mug arrived cracked',
    ],
  ],
  'plain wishes go to the goods': [
    'search',
    [
      'cast iron pan',
      'wich sleeping bag is good for winter?',
      'tents for 4 people',
      'a jaket for the rain',
      'do you have duvets for summer',
      'gift for my dad who likes camping mugs, about 50 dollars',
      'something for my daughter, a coat maybe',
      'merino sweater in navy',
      'I need a lamp',
      'looking for trousers size L under 100',
      'show me backpacks',
      'any linen pillows?',
      'what mugs do you have',
      'boots, 42, brown',
    ],
  ],
  'a person is called only by clear words': [
    'person',
    [
      'can I talk to a person?',
      'let me speak with someone please',
      'human',
      'I want to chat with an agent',
      'get me a real person',
      'connect me to a representative',
      'ich möchte mit einem Mitarbeiter sprechen',
      'voglio parlare con una persona',
      'I am furious, this is a scam',
    ],
  ],
  'the shopper’s own order is looked up': [
    'order',
    [
      'where is my order?',
      'wheres my order',
      'track order 12345678',
      'my parcel never arrived',
      'order status',
      'when will my order arrive',
      'where is order B100001 postcode 11000',
      'where is my order RP-12865? my postcode is 97209',
      'order RP-12865, zip 97209',
      'my email is kim@example.com and my order is RP-12345',
    ],
  ],
  'what only people may do is said so': [
    'offer_person',
    [
      'how do I change my password',
      'please change my delivery address',
      'I want to file a complaint',
      'delete my account',
    ],
  ],
}

describe.each(Object.entries(classes))('%s', (_title, [kind, sentences]) => {
  test.each(sentences)('%s', (sentence) => {
    expect(kinds(tasksFor(sentence))).toEqual([kind])
  })
})

/** Words that look like a person, a cart or a cancelling, and are none. */
const harmless = [
  'tents for 4 people',
  'can a person sleep in the small tent',
  'a bag for one person',
  'is anybody else buying these boots',
  'how do I remove stains from a wool blanket',
  'which bag would you take to the mountains',
  'noise cancelling headphones',
  'is the colour removable',
  'a shopping list for camping',
  'my friend wants a jacket',
]
test.each(harmless)('one weak word hands over, cancels or empties nothing: %s', (sentence) => {
  for (const kind of kinds(tasksFor(sentence)))
    expect(['person', 'cancel', 'remove', 'add', 'cart']).not.toContain(kind)
})

test('who it is for and the occasion are no search words; children are', () => {
  expect(tasksFor('birthday gift for my dad, a mug')).toMatchObject([{ wish: { text: 'mug' } }])
  expect(tasksFor('a coat for my daughter')).toMatchObject([{ wish: { text: 'kids coat' } }])
})

describe('a refinement keeps what was looked for', () => {
  const stateAfter = (text: string) => afterTasks(start, tasksFor(text))

  test.each([
    ['in navy?', { colour: 'Navy' }],
    ['size XL please', { size: 'XL' }],
    ['under 80', { priceMax: 80 }],
    ['max 120 bucks', { priceMax: 120 }],
    ['between 50 and 100 dollars', { priceMin: 50, priceMax: 100 }],
    ['waterproof ones', { attributes: ['waterproof'] }],
  ])('%s', (text, slots) => {
    const [task] = tasksFor(text, stateAfter('show me jackets'))
    expect(task).toMatchObject({ do: 'search', wish: { nouns: ['jacket'], category: 'Jackets', ...slots } })
  })

  test('other words for the same goods', () => {
    expect(tasksFor('what about two people instead', stateAfter('tents for 4 people'))).toMatchObject([
      { do: 'search', wish: { text: '2 person tent' } },
    ])
  })
})

test.each([
  ['under 150', null, 150],
  ['less than $49.90', null, 49.9],
  ['€80 or less', null, 80],
  ['80 max', null, 80],
  ['between 50 and 100', 50, 100],
  ['$50-$100', 50, 100],
  ['up to a hundred dollars', null, 100],
  ['at least 200 euros', 200, null],
  ['1,200 usd at most', null, 1200],
])('reads the limit of "a tent %s"', (limit, priceMin, priceMax) => {
  expect(tasksFor(`a tent ${limit}`)).toMatchObject([{ do: 'search', wish: { priceMin, priceMax } }])
})

test.each(['2 kg tent', 'a tent for 4 people', 'a 50 l backpack'])('reads no limit in "%s"', (text) => {
  expect(tasksFor(text)).toMatchObject([{ do: 'search', wish: { priceMin: null, priceMax: null } }])
})

test('who asks for the cheapest is shown the cheapest first', () => {
  expect(tasksFor('show me your cheapest lamp')).toMatchObject([
    { do: 'search', wish: { text: 'lamp', cheap: true } },
  ])
})
