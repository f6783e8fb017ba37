import {
  type ProductResult,
  type RecommendedResult,
  readRefusal,
  readResult,
  recommendedResult,
  searchResult,
} from '../results.ts'
import type { RecommendTask, Spoken, WantedCall } from '../task.ts'
import type { Voice } from '../voice.ts'
import type { Step } from './step.ts'

const SHOWN = 4

/** Asks the recommender; goods that are no category of the shop are looked for by their word. */
export const recommend: Step<RecommendTask> = {
  next(task, done) {
    if (done.length === 0) return call(task, task.category)
    const unknownKind = done.length === 1 && readRefusal(done[0])?.refused === 'not_found'
    return unknownKind && task.category
      ? { name: 'search_catalog', args: { text: task.category, limit: SHOWN } }
      : null
  },
  say(task, done, voice) {
    if (done.length > 1) return byTheWord(task, readResult(done[1], searchResult)?.products ?? [], voice)
    const products = readResult(done[0], recommendedResult)?.products ?? []
    const [first] = products
    if (!first) return nothing(task, voice)
    const start = `I would look at the ${first.title} first, at ${first.price}.`
    const text = [opening(task, products, voice), start, reason(first, task), question(task, voice)]
    return { text: text.filter((part) => part !== '').join(' '), choices: nextSteps(products) }
  },
}

function call(task: RecommendTask, category: string | null): WantedCall {
  return {
    name: 'recommend_products',
    args: {
      row: task.row,
      limit: SHOWN,
      ...(task.like && { like: task.like.productId }),
      ...(category && { category }),
      ...(task.priceMax !== null && { priceMax: task.priceMax }),
      ...(task.priceMin !== null && { priceMin: task.priceMin }),
    },
  }
}

/** What each row promises, by the reasons that keep the promise; a row that only fills up promises nothing. */
const promises: Record<RecommendTask['row'], { codes: RegExp; yes: string[]; no: string[] }> = {
  for_you: {
    codes: /./,
    yes: ['Here are a few things I would show you.', 'Gladly, have a look at these.'],
    no: [''],
  },
  similar: {
    codes: /^similar$/,
    yes: [''],
    no: ['I have nothing close to it in stock, but these are here.'],
  },
  popular: {
    codes: /^popular/,
    yes: ['These are popular just now.'],
    no: ['I cannot say what others choose most at the moment; these are here.'],
  },
  trending: {
    codes: /^trending$/,
    yes: ['These are wanted more than before.'],
    no: ['Nothing stands out this week; these are here.'],
  },
  new: {
    codes: /^new$/,
    yes: ['These came in last.', 'These are the newest goods we have.'],
    no: ['Nothing has come in just now; these are here.'],
  },
  back_in_stock: {
    codes: /^back_in_stock$/,
    yes: ['These are back in stock.'],
    no: ['Nothing has come back just now; these are here.'],
  },
}

function opening(task: RecommendTask, products: readonly RecommendedResult[], voice: Voice): string {
  const { codes, yes, no } = promises[task.row]
  const kept = products[0] !== undefined && codes.test(products[0].code)
  if (task.row === 'similar' && kept) return `These come close to the ${task.like?.title}.`
  return voice.pick(kept ? yes : no)
}

/** What others want is not counted by words: that is said, and the goods are shown. */
function byTheWord(task: RecommendTask, products: readonly ProductResult[], voice: Voice): Spoken {
  const [first] = products
  if (!first) return nothing(task, voice)
  return {
    text: `I cannot say that of “${task.category?.slice(0, 40)}” alone; these are in stock. I would look at the ${first.title} first, at ${first.price}.`,
    choices: nextSteps(products),
  }
}

/** Why the first is shown, where the opening has not said it. */
function reason({ code, because }: RecommendedResult, { row }: RecommendTask): string {
  const isSaid = row === 'similar' || row === 'trending' || (row === 'popular' && code === 'popular')
  if (code === 'in_stock' || isSaid) return ''
  return `${because}.`
}

function question({ asks }: RecommendTask, voice: Voice): string {
  if (!asks) return ''
  return voice.pick([
    'What kind of product are you after, and is there a price you would like to stay under?',
    'What is it for, and do you have a colour, size or budget in mind?',
  ])
}

function nothing({ row, like }: RecommendTask, voice: Voice): Spoken {
  if (row === 'similar' && like)
    return { text: `I have nothing like the ${like.title} in stock. What matters most to you in it?` }
  return {
    text: voice.pick([
      'I have nothing to show for that just now. What kind of product are you after?',
      'Nothing in stock fits that. What would you like it for?',
    ]),
  }
}

export function nextSteps(products: readonly unknown[]): { label: string; text: string }[] {
  return [
    ...(products.length > 1 ? [{ label: 'Compare the first two', text: 'Compare the first two' }] : []),
    { label: 'What goes with the first', text: 'What goes with the first one?' },
    { label: 'More about the first', text: 'Tell me more about the first one' },
  ]
}
