import { comparisonResult, readResult } from '../results.ts'
import type { Task } from '../task.ts'
import { listed } from '../voice.ts'
import type { Step } from './step.ts'

const MOST = 4
const MOST_NAMED = 4

/** Side by side: the prices and in what they differ. Which one is better is the shopper's to say. */
export const compare: Step<Extract<Task, { do: 'compare' }>> = {
  next({ cards }, done) {
    if (done.length > 0 || cards.length < 2) return null
    const productIds = cards.slice(0, MOST).map((card) => card.productId)
    return { name: 'compare_products', args: { productIds } }
  },
  say({ cards }, done) {
    if (cards.length < 2) return { text: 'Which products shall I compare? Tell me their names.' }
    const found = readResult(done[0], comparisonResult)
    if (!found) return { text: 'I could not compare them just now. Which two shall I try again?' }
    const prices = found.products.map(({ title, price }) => `the ${title} is ${price}`)
    const differ = found.differ.map(({ name }) => name.toLowerCase())
    const same = found.same.map(({ name }) => name.toLowerCase())
    return {
      text: [
        `Side by side: ${listed(prices)}.`,
        differ.length > 0
          ? `They differ in ${some(differ)}.`
          : 'The catalog tells no difference but the price.',
        same.length > 0 ? `They are alike in ${some(same)}.` : '',
        'What matters most to you?',
      ]
        .filter((part) => part !== '')
        .join(' '),
    }
  },
}

function some(names: readonly string[]): string {
  return names.length > MOST_NAMED ? `${names.slice(0, MOST_NAMED).join(', ')} and more` : listed(names)
}
