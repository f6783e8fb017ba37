import { cartResult, readResult } from '../results.ts'
import type { Spoken, Task } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import { listed, personChoice } from '../voice.ts'
import type { Step } from './step.ts'

type Lines = { productId: string; variantId: string; title: string; options: string; quantity: number }[]

export const cart: Step<Extract<Task, { do: 'cart' }>> = {
  next: (_task, done) => (done.length === 0 ? { name: 'get_cart', args: {} } : null),
  say({ checkout }, done) {
    const found = readResult(done[0], cartResult)
    if (!found)
      return {
        text: 'I could not open your cart just now. Shall I bring in a person?',
        choices: [personChoice],
      }
    if (found.empty) return { text: 'Your cart is still empty. What are you looking for?' }
    const subtotal = found.subtotal ? ` Your subtotal is ${found.subtotal}.` : ''
    if (checkout && found.checkoutUrl) {
      return { text: `Your cart is ready.${subtotal} You can check out here: ${found.checkoutUrl}` }
    }
    return {
      text: `In your cart: ${listed(found.lines.map((line) => `${line.quantity} × ${line.title}`))}.${subtotal}`,
      choices: [{ label: 'Check out', text: 'I want to check out' }],
    }
  },
}

export const remove: Step<Extract<Task, { do: 'remove' }>> = {
  next(task, done) {
    if (done.length === 0) return { name: 'get_cart', args: {} }
    const lines = readResult(done[0], cartResult)?.lines ?? []
    const line = done.length === 1 ? chosen(lines, task.title, task.position) : null
    if (!line) return null
    return {
      name: 'update_cart',
      args: { productId: line.productId, variantId: line.variantId, quantity: task.quantity },
    }
  },
  say(task, done): Spoken {
    const before = readResult(done[0], cartResult)
    if (!before || before.empty) return { text: 'Your cart is empty already.' }
    const line = chosen(before.lines, task.title, task.position)
    const after = readResult(done[1], cartResult)
    if (line && after) {
      const now = after.empty ? 'Your cart is empty now.' : `Your subtotal is ${after.subtotal}.`
      return { text: `I have taken the ${line.title} out of your cart. ${now}` }
    }
    return {
      text: 'Which one shall I take out?',
      choices: before.lines
        .slice(0, 5)
        .map((entry) => ({ label: entry.title, text: `Remove the ${entry.title} from my cart` })),
    }
  },
}

function chosen(lines: Lines, title: string | null, position: number | null): Lines[number] | null {
  if (lines.length === 1 && title === null) return lines[0] ?? null
  if (position !== null) return lines[position - 1] ?? null
  const spoken = new Set(words(fold(title ?? '')).map(singular))
  const ranked = lines
    .map((line) => ({
      line,
      shared: words(fold(`${line.title} ${line.options}`)).filter((word) => spoken.has(singular(word)))
        .length,
    }))
    .sort((a, b) => b.shared - a.shared)
  const [first, second] = ranked
  return first && first.shared > 0 && first.shared > (second?.shared ?? 0) ? first.line : null
}
