import { isSizeFor } from '#knowledge/search/index.ts'
import type { DoneCall } from '../history.ts'
import { cartResult, type ProductDetail, productResult, readRefusal, readResult } from '../results.ts'
import type { AddTask, Spoken } from '../task.ts'
import { fold, words } from '../understand/normalise.ts'
import { listed, personChoice, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

/** Reads the product, finds the one variant that is meant, and puts it into the cart; asks where several are. */
export const add: Step<AddTask> = {
  next(task, done) {
    if (done.length === 0) return { name: 'get_product', args: { productId: task.card.productId } }
    const variants = done.length === 1 ? meant(task, readResult(done[0], productResult)) : []
    const [only] = variants
    if (variants.length !== 1 || !only) return null
    const line = { productId: task.card.productId, variantId: only.variantId, quantity: task.quantity }
    return { name: 'create_cart', args: { lines: [line] } }
  },
  say(task, done, voice) {
    const added = done.find((call) => call.name === 'create_cart')
    if (added) return sayAdded(task, added, voice, knownSize(task, readResult(done[0], productResult)))
    const product = readResult(done[0], productResult)
    if (!product)
      return {
        text: 'I could not open that product just now. Shall I bring in a person?',
        choices: [personChoice],
      }
    return sayOpen(task, product, voice)
  },
}

/** The variants in stock that fit what was said; the card's own where it is one of them and nothing was said. */
function meant(task: AddTask, product: ProductDetail | null): ProductDetail['variants'] {
  const inStock = (product?.variants ?? []).filter((variant) => variant.availability !== 'out_of_stock')
  if (inStock.length <= 1) return inStock
  const wanted = [task.size, task.colour].filter((word) => word !== null)
  const chosen =
    wanted.length > 0
      ? wanted
      : words(fold(task.card.options)).length > 0 && noChoices(task)
        ? [task.card.options]
        : []
  if (chosen.length === 0) return knownSize(task, product)?.variants ?? inStock
  return inStock.filter((variant) => chosen.every((word) => hasOption(variant.options, word)))
}

/** The variants in a size the shopper is known to wear, where he has named none; null: not known, or not sold. */
function knownSize(
  task: AddTask,
  product: ProductDetail | null,
): { because: string; size: string; variants: ProductDetail['variants'] } | null {
  const inStock = (product?.variants ?? []).filter((variant) => variant.availability !== 'out_of_stock')
  if (!product || task.size || task.colour || inStock.length <= 1) return null
  for (const known of task.known ?? []) {
    const variants = inStock.filter((variant) => hasOption(variant.options, known.size))
    if (variants.length > 0 && isSizeFor(known, product.categories, product.title))
      return { because: known.because, size: known.size, variants }
  }
  return null
}

function noChoices(task: AddTask): boolean {
  return task.card.choices.every((choice) => choice.values.length <= 1)
}

function hasOption(options: string, wanted: string): boolean {
  const folded = fold(options)
  return (
    folded === fold(wanted) ||
    folded.split(', ').includes(fold(wanted)) ||
    words(folded).includes(fold(wanted))
  )
}

function sayAdded(
  task: AddTask,
  call: DoneCall,
  voice: Voice,
  known: { because: string; size: string } | null,
): Spoken {
  const cart = readResult(call, cartResult)
  if (cart?.subtotal) {
    const reason = known ? `, in ${known.size} because ${known.because}` : ''
    const many = task.quantity > 1 ? `${task.quantity} of the ` : 'the '
    const text = `${voice.pick(['Done: I have put', 'I have put'])} ${many}${task.card.title} in your cart${reason}. Your subtotal is ${cart.subtotal}.`
    return {
      text,
      choices: [
        { label: 'Check out', text: 'I want to check out' },
        { label: 'Show my cart', text: 'Show my cart' },
      ],
    }
  }
  const why = readRefusal(call)
  const opens = why?.detail?.match(/^on sale from (\d{4}-\d\d-\d\d)$/)?.[1]
  if (opens) return { text: `The ${task.card.title} is on sale from ${voice.day(opens)}.` }
  if (why?.refused === 'not_available')
    return { text: `I am sorry, we do not have that many of the ${task.card.title} in that choice.` }
  return {
    text: `I could not put the ${task.card.title} into your cart just now. You can try again, or I can bring in a person. Shall I?`,
    choices: [personChoice],
  }
}

function sayOpen(task: AddTask, product: ProductDetail, voice: Voice): Spoken {
  const inStock = product.variants.filter((variant) => variant.availability !== 'out_of_stock')
  if (inStock.length === 0 && product.release)
    return { text: `The ${product.title} is on sale from ${voice.day(product.release.onSaleFrom)}.` }
  if (inStock.length === 0) return { text: `I am sorry, the ${product.title} is sold out at the moment.` }
  const fitting = meant(task, product)
  const from = fitting.length > 1 ? fitting : inStock
  const options = [...new Set(from.map((variant) => variant.options))].slice(0, 8)
  const wanted = listed(
    [task.colour ?? '', task.size ? `size ${task.size}` : ''].filter((word) => word !== ''),
  )
  const opening = fitting.length === 0 && wanted ? `The ${product.title} is not available in ${wanted}. ` : ''
  return {
    text: `${opening}Which size or colour of the ${product.title} would you like?`,
    choices: options.map((option) => ({ label: option, text: option })),
  }
}
