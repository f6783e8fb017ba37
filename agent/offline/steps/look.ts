import type { DoneCall } from '../history.ts'
import { lookResult, readRefusal, readResult } from '../results.ts'
import type { LookTask, Spoken } from '../task.ts'
import { listed } from '../voice.ts'
import type { Step } from './step.ts'

/** What goes with a product or with the cart, each with its reason, and what all of it costs together. */
export const look: Step<LookTask> = {
  next({ card, category }, done) {
    if (done.length > 0) return null
    const about = card ? { productId: card.productId } : { forCart: true }
    return { name: 'complete_the_look', args: { ...about, ...(category && { category }) } }
  },
  say(task, done, voice) {
    const found = readResult(done[0], lookResult)
    if (!found || found.products.length === 0) return nothing(task, done)
    const [first] = found.products
    const what = task.card ? `the ${task.card.title}` : 'what is in your cart'
    const chosen = first?.code !== 'same_brand'
    const opening = chosen
      ? voice.pick([`These go with ${what}.`, `To go with ${what} I would look at these.`])
      : `Nothing was chosen to go with ${what} yet; these are of other kinds by the same maker.`
    const start = first ? `I would add the ${first.title} at ${first.price}. ${first.because}.` : ''
    return {
      text: [opening, start, together(found.bundle)].filter((part) => part !== '').join(' '),
      choices: [
        { label: 'More about the first', text: 'Tell me more about the first one' },
        { label: 'Add the first', text: 'Add the first one to my cart' },
      ],
    }
  },
}

/** The total stands in a clause of its own: no amount is next to the name of one product. */
function together(bundle: { products: { title: string }[]; total: string } | null): string {
  const [first, ...others] = bundle?.products ?? []
  if (!bundle || !first || others.length === 0) return ''
  const names = listed(others.map(({ title }) => `the ${title}`))
  return `With ${names} added to the ${first.title}, the total is ${bundle.total}.`
}

function nothing(task: LookTask, done: readonly DoneCall[]): Spoken {
  if (readRefusal(done[0])?.refused === 'not_available')
    return { text: 'Your cart is empty, so there is nothing to match yet. What are you looking for?' }
  const what = task.card ? `the ${task.card.title}` : 'your cart'
  return {
    text: `I know nothing in stock that was chosen to go with ${what}. Shall I show you something similar?`,
    choices: [{ label: 'Similar products', text: 'Show me something similar' }],
  }
}
