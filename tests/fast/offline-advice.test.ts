import { describe, expect, test } from 'vitest'
import type { ProductCard } from '#contract/message.ts'
import { interpret } from '../../agent/offline/dialogue/interpret.ts'
import { afterAgent, type DialogueState, openingState } from '../../agent/offline/dialogue/state.ts'
import { lexisOf } from '../../agent/offline/index.ts'
import type { Task } from '../../agent/offline/task.ts'

const lexis = lexisOf({
  categories: ['Jackets', 'Trousers', 'Mugs'],
  colours: ['Navy', 'Green'],
  sizes: ['S', 'M', 'L'],
  materials: ['down', 'enamel'],
  brands: ['Fellside'],
  productNouns: 'jacket trouser mug boot tent'.split(' '),
})

const card = (productId: string, title: string): ProductCard => ({
  productId,
  variantId: `${productId}-1`,
  title,
  url: null,
  image: null,
  price: { amount: 10000, currency: 'USD' },
  listPrice: null,
  availability: 'in_stock',
  options: '',
  choices: [],
})
const heron = card('heron', 'Heron Rain Jacket')
const curlew = card('curlew', 'Curlew Storm Jacket')
const wren = card('wren', 'Wren Down Jacket')

const start = openingState(null)
const onPage = openingState(heron)
const listed = afterAgent(start, {
  by: 'agent',
  text: 'These are in stock.',
  parts: [{ type: 'products', products: [heron, curlew, wren] }],
})

/** What a message comes to, in as few words as tell it from others. */
function brief(text: string, state: DialogueState): string {
  return interpret(text, state, lexis).map(inBrief).join(' + ')
}

function inBrief(task: Task): string {
  switch (task.do) {
    case 'compare':
      return `compare ${task.cards.map(({ productId }) => productId).join(' ')}`.trim()
    case 'recommend':
      return [task.row, task.like?.productId, task.category, task.asks && 'asks'].filter(Boolean).join(' ')
    case 'look':
      return `look ${task.card?.productId ?? 'cart'}`
    case 'in_store':
      return [`in_store ${task.card.productId}`, task.size, task.store].filter(Boolean).join(' ')
    case 'which_product':
      return `which ${task.verb}`
    case 'search':
      return [`search`, task.followUp?.do].filter(Boolean).join(' then ')
    default:
      return task.do
  }
}

const cases: Record<string, [DialogueState, Record<string, string>]> = {
  'with a list shown': [
    listed,
    {
      'compare the first two': 'compare heron curlew',
      'which of these is better?': 'compare heron curlew wren',
      'compare the first and the third': 'compare heron wren',
      'compare the second one and the last one': 'compare curlew wren',
      'what is the difference between the Heron and the Wren?': 'compare heron wren',
      'can you put all three side by side?': 'compare heron curlew wren',
      'Curlew vs Wren': 'compare curlew wren',
      'which one would you recommend?': 'compare heron curlew',
      'show me something similar to the second one': 'similar curlew',
      'show me something similar': 'similar heron',
      'anything like the Wren?': 'similar wren',
      'what goes with the first one?': 'look heron',
      'what would match the Curlew?': 'look curlew',
      'what goes with it?': 'which look',
      'what goes with this jacket?': 'which look',
      'do you have the second one in Hamburg?': 'in_store curlew Hamburg',
      'is the Wren in M in a store near me?': 'in_store wren M',
      'which stores have the first one': 'in_store heron',
      'do you have it in Hamburg?': 'which in_store',
      'where can I try on the second one': 'in_store curlew',
      'tell me more about the first one': 'detail',
      'I will take the second one': 'add',
    },
  ],
  'on a product’s page': [
    onPage,
    {
      'something similar?': 'similar heron',
      'what goes with this jacket?': 'look heron',
      'which trousers go with it?': 'look heron',
      'do you have it in Hamburg?': 'in_store heron Hamburg',
      'is it in a store near me in size M?': 'in_store heron M',
      'can I pick it up in the Berlin store': 'in_store heron Berlin',
      'is it in stock?': 'stock',
      'is there a store in Hamburg?': 'document',
      'when is your Berlin store open?': 'document',
      'do you have a price match?': 'discount',
    },
  ],
  'with nothing shown': [
    start,
    {
      'what would you recommend for me?': 'for_you',
      'any ideas?': 'for_you',
      'surprise me': 'for_you',
      'I want to buy something': 'for_you asks',
      'anything new?': 'new',
      'what’s new in jackets?': 'new Jackets',
      'what is popular?': 'popular',
      'your bestsellers please': 'popular',
      'popular jackets': 'popular Jackets',
      'what is trending': 'trending',
      'what is back in stock?': 'back_in_stock',
      'I need it again': 'again',
      'I ran out of the enamel mugs': 'again',
      reorder: 'again',
      'what goes with the Heron jacket?': 'search then look',
      'show me alternatives to the Osprey jacket': 'search then recommend',
      'do you have the Curlew jacket in your Hamburg store?': 'search then in_store',
      'what goes with my cart?': 'look cart',
      'which of these is better?': 'compare',
      'recommend me a jacket': 'search',
      'I need a new jacket': 'search',
      'can I see my order again': 'order',
      'where is my order?': 'order',
    },
  ],
}

describe.each(Object.entries(cases))('%s', (_title, [state, lines]) => {
  test.each(Object.entries(lines))('%s: %s', (text, expected) => {
    expect(brief(text, state)).toBe(expected)
  })
})

test('an open question of advice is answered by a place', () => {
  const asked = (text: string) => {
    const tasks = interpret(text, listed, lexis)
    const [task] = tasks
    if (task?.do !== 'which_product') throw new Error('nothing was asked')
    return {
      ...listed,
      optionGoal: task.verb,
      storeAsked: task.store ?? null,
      pending: 'which_product' as const,
    }
  }
  expect(brief('the second one', asked('what goes with it?'))).toBe('look curlew')
  expect(brief('the third one', asked('do you have it in Hamburg?'))).toBe('in_store wren Hamburg')
})

test('products side by side count as shown, in their order', () => {
  const compared = afterAgent(listed, {
    by: 'agent',
    text: 'Side by side.',
    parts: [{ type: 'comparison', products: [wren, heron], rows: [] }],
  })
  expect(brief('what goes with the first one?', compared)).toBe('look wren')
})
