import { plainWords } from '../lexicon/plain-words.ts'
import { type ProductDetail, productResult, readResult } from '../results.ts'
import type { Task } from '../task.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import { personChoice, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

type DetailTask = Extract<Task, { do: 'detail' }>

export const detail: Step<DetailTask> = {
  next: (task, done) =>
    done.length === 0 ? { name: 'get_product', args: { productId: task.card.productId } } : null,
  say(task, done, voice) {
    const product = readResult(done[0], productResult)
    if (!product)
      return {
        text: 'I could not open that product just now. Shall I bring in a person?',
        choices: [personChoice],
      }
    const answer = task.attributes.length > 0 ? onAttributes(task, product) : about(task, product, voice)
    return { text: answer, choices: steps(product) }
  },
}

/** "is it waterproof?": by an attribute or a sentence of the page; else it is said that the page is silent. */
function onAttributes(task: DetailTask, product: ProductDetail): string {
  return task.attributes.map((wanted) => onAttribute(wanted, product)).join(' ')
}

function onAttribute(wanted: string, product: ProductDetail): string {
  const typed = Object.entries(product.attributes).find(([name]) => fold(name) === fold(wanted))
  if (typed && /^(yes|true)$/i.test(typed[1])) return `Yes, the ${product.title} is ${wanted}.`
  if (typed && /^(no|none|false)$/i.test(typed[1])) return `No, the ${product.title} is not ${wanted}.`
  const told = Object.entries(product.attributes).find(([, value]) => fold(value).includes(fold(wanted)))
  if (typed ?? told) return `The ${product.title}: ${(typed ?? told)?.join(' is ')}.`
  const said = sentencesAbout(product, [wanted])[0]
  if (said) return `About the ${product.title}, our page says: ${said}`
  return `The page of the ${product.title} does not say whether it is ${wanted}, so I would rather not promise it.`
}

function about(task: DetailTask, product: ProductDetail, voice: Voice): string {
  const asked = words(fold(task.question))
    .map(singular)
    .filter((word) => !plainWords.has(word))
  const facts = Object.entries(product.attributes).filter(([name]) => asked.includes(singular(fold(name))))
  const fitting = facts.length > 0 ? facts : Object.entries(product.attributes).slice(0, 3)
  const price = `The ${product.title} is ${product.price}${availabilityWords(product, voice)}.`
  const attributes =
    fitting.length > 0 ? ` ${fitting.map(([name, value]) => `${capital(name)}: ${value}`).join('; ')}.` : ''
  const said = sentencesAbout(product, asked)[0] ?? sentencesOf(product.description)[0] ?? ''
  return `${price}${attributes}${said ? ` ${said}` : ''}${optionWords(product, voice)}`
}

function availabilityWords(product: ProductDetail, voice: Voice): string {
  const day = product.release && voice.day(product.release.onSaleFrom)
  if (day && product.release?.earlyAccess === false) return ` and on sale from ${day}`
  if (!product.sellable) return ' and sold out at the moment'
  const early = day ? `. You have early access until ${day}` : ''
  return `${product.availability === 'low_stock' ? ', and only a few are left' : ' and in stock'}${early}`
}

function optionWords(product: ProductDetail, voice: Voice): string {
  const open = product.choices.filter((choice) => choice.values.length > 1)
  if (open.length === 0) return ''
  const list = open
    .map((choice) => `${choice.name.toLowerCase()} ${choice.values.slice(0, 8).join(', ')}`)
    .join('; ')
  return ` ${voice.pick(['It comes in', 'You can have it in'])} ${list}.`
}

/** Sentences of the description that speak of what was asked, at most two; those with amounts are left out. */
function sentencesAbout(product: ProductDetail, asked: readonly string[]): string[] {
  return sentencesOf(product.description)
    .filter((sentence) => {
      const spoken = new Set(words(fold(sentence)).map(singular))
      return asked.some((word) => spoken.has(word) || fold(sentence).includes(fold(word)))
    })
    .slice(0, 2)
}

function sentencesOf(description: string): string[] {
  return (description.match(/[^.!?\n]+[.!?]/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter(
      (sentence) =>
        sentence.length > 15 &&
        sentence.length < 240 &&
        !/[$€£¥%]|\b(free|now only|price|discount|offer)\b/i.test(sentence),
    )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function steps(product: ProductDetail): { label: string; text: string }[] {
  if (!product.sellable) return []
  return [{ label: 'Add to cart', text: 'Add it to my cart' }]
}
