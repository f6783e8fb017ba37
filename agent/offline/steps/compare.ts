import type { DoneCall } from '../history.ts'
import { type ProductDetail, productResult, readResult } from '../results.ts'
import type { Task } from '../task.ts'
import type { Step } from './step.ts'

export const compare: Step<Extract<Task, { do: 'compare' }>> = {
  next(task, done) {
    const card = task.cards[done.length]
    return card ? { name: 'get_product', args: { productId: card.productId } } : null
  },
  say(_task, done) {
    const products = done.map(readProduct).filter((entry): entry is ProductDetail => entry !== null)
    if (products.length < 2) return { text: 'Which two shall I compare?' }
    const lines = products.map(
      (product) => `- The ${product.title} is ${product.price}${telling(product, products)}.`,
    )
    return { text: `Side by side:\n${lines.join('\n')}` }
  },
}

function readProduct(call: DoneCall): ProductDetail | null {
  return readResult(call, productResult)
}

/** The attributes in which a product differs from the others, at most four. */
function telling(product: ProductDetail, all: readonly ProductDetail[]): string {
  const differing = Object.entries(product.attributes).filter(([name, value]) =>
    all.some((other) => other !== product && other.attributes[name] !== value),
  )
  return differing
    .slice(0, 4)
    .map(([name, value]) => `; ${name}: ${value}`)
    .join('')
}
