import { readRefusal, readResult, recommendedResult, searchResult } from '../results.ts'
import type { AgainTask, Spoken } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Step } from './step.ts'

const SHOWN = 6

/** What was bought before and can be had again; without an account the goods that were named are looked for. */
export const again: Step<AgainTask> = {
  next(task, done) {
    if (done.length === 0) return { name: 'recommend_products', args: { row: 'buy_again', limit: SHOWN } }
    const refused = done.length === 1 && readRefusal(done[0]) !== null
    return refused && task.wish ? { name: 'search_catalog', args: { text: task.wish.text, limit: 4 } } : null
  },
  say(task, done) {
    if (readRefusal(done[0])) return withoutAccount(task, readResult(done[1], searchResult)?.products ?? [])
    const had = readResult(done[0], recommendedResult)?.products ?? []
    const meant = had.find((product) => isNamed(product.title, task.nouns)) ?? had[0]
    if (!meant) return { text: 'I find nothing in your orders that we have in stock. What was it?' }
    return {
      text: `You bought these before, and we have them in stock. Shall I put the ${meant.title} at ${meant.price} in your cart?`,
      choices: had.slice(0, 3).map(({ title }) => ({ label: title, text: `Add the ${title} to my cart` })),
    }
  },
}

function isNamed(title: string, nouns: readonly string[]): boolean {
  const own = new Set(words(fold(title)).map(singular))
  return nouns.length > 0 && nouns.some((noun) => own.has(noun))
}

function withoutAccount(task: AgainTask, found: readonly { title: string; price: string }[]): Spoken {
  const [first] = found
  const how = 'Sign in on our site, and I can see what you bought before.'
  if (!task.wish || !first) return { text: `${how} Or tell me what it was, and I will look for it.` }
  return {
    text: `${how} Until then: the closest match is the ${first.title} at ${first.price}.`,
    choices: [{ label: 'Add the first', text: 'Add the first one to my cart' }],
  }
}
