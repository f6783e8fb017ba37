import { readResult, stockResult } from '../results.ts'
import type { Spoken, StockTask } from '../task.ts'
import { listed, personChoice } from '../voice.ts'
import type { Step } from './step.ts'
import { variantsInWords } from './variants-in-words.ts'

type Variant = NonNullable<ReturnType<typeof readStock>>['variants'][number]

export const stock: Step<StockTask> = {
  next({ card, size, colour }, done) {
    if (done.length > 0) return null
    const options = { ...(size && { size }), ...(colour && { colour }) }
    return { name: 'check_stock', args: { productId: card.productId, ...options } }
  },
  say(task, done) {
    const found = readStock(done)
    if (!found)
      return {
        text: 'I could not check the stock just now. Shall I bring in a person?',
        choices: [personChoice],
      }
    const option = listed(
      [task.colour ?? '', task.size ? `size ${task.size}` : ''].filter((word) => word !== ''),
    )
    const wanted = `the ${found.title}${option ? ` in ${option}` : ''}`
    if (found.variants.length === 0) return { text: `We do not have ${wanted}.`, choices: [otherOptions()] }
    return online(wanted, found.variants)
  },
}

function readStock(done: Parameters<NonNullable<Step<StockTask>['next']>>[1]) {
  return readResult(done[0], stockResult)
}

function online(wanted: string, variants: Variant[]): Spoken {
  const here = variants.filter((variant) => variant.online !== 'out_of_stock')
  if (here.length === 0) {
    return {
      text: `I am sorry, ${wanted} is sold out online at the moment.${storesWithStock(variants)}`,
      choices: [otherOptions()],
    }
  }
  const few = here.length === 1 && here[0]?.online === 'low_stock' ? ', only a few are left' : ''
  const which =
    here.length > 1 ? ` Available: ${variantsInWords(here.map((variant) => variant.options))}.` : ''
  return {
    text: `Yes, ${wanted} is in stock online${few}.${which}${storesWithStock(variants)}`,
    choices: [
      { label: 'Add to cart', text: 'Add it to my cart' },
      { label: 'In a store near me', text: 'Do you have it in a store near me?' },
    ],
  }
}

function storesWithStock(variants: Variant[]): string {
  const names = [
    ...new Set(
      variants.flatMap((variant) =>
        variant.stores.filter((store) => store.quantity > 0).map((store) => store.store),
      ),
    ),
  ]
  return names.length > 0 ? ` Our stores that have it in stock: ${listed(names)}.` : ''
}

function otherOptions(): { label: string; text: string } {
  return { label: 'Similar products', text: 'Show me something similar' }
}
