import { isExplicitNo, isExplicitYes } from '#domain/conversations/index.ts'
import type { Task } from '../task.ts'
import { clausesOf } from '../understand/clauses.ts'
import type { Lexis } from '../understand/lexis.ts'
import { fold } from '../understand/normalise.ts'
import { type Understanding, understand } from '../understand/understand.ts'
import { bearsOnGoods, ownTasks } from './about-me.ts'
import { adviceTask, openWish, picked } from './advice.ts'
import { foreignTask } from './foreign.ts'
import { askPages, searchFor } from './make-task.ts'
import { aboutNamed } from './named-product.ts'
import { onlyOne, pointedAt } from './point-at.ts'
import { personTask, serviceTask } from './service.ts'
import { shoppingTask } from './shopping.ts'
import { type DialogueState, mergeKeys } from './state.ts'

/** Anger of this weight and more is met by a person. */
export const ANGRY = 3
const MAX_TASKS = 3

/** What a message comes to in this conversation: one task, or several where it asks for several things. */
export function interpret(raw: string, state: DialogueState, lexis: Lexis): Task[] {
  const said = understand(raw, lexis)
  const first = firstOfAll(said, state)
  const mine = first && !meantBeside(first) ? null : aboutMe(said, state, lexis)
  if (mine) return mine
  if (first) return [first]
  const clauses = clausesOf(raw)
  const tasks = clauses.length > 1 ? severalTasks(clauses, state, lexis) : []
  if (tasks.length > 1) return tasks.slice(0, MAX_TASKS)
  if (said.intent === 'assortment') return [{ do: 'assortment', categories: lexis.leafCategories }]
  return [oneTask(said, state)]
}

/** An answer in another language, or to a question of size, may say something of the shopper as well. */
function meantBeside(first: Task): boolean {
  return first.do === 'foreign' || first.do === 'add' || first.do === 'stock'
}

/** What a message says of the shopper himself, beside what else it wants; null: nothing. */
function aboutMe(said: Understanding, state: DialogueState, lexis: Lexis): Task[] | null {
  const own = ownTasks(said, state)
  if (own.length === 0) return null
  const { rest } = said.aboutMe
  const others = /\p{L}{3}/u.test(rest) ? interpret(rest, state, lexis) : besides(said, state)
  return [...own, ...others.filter((task) => !isIdle(task) && task.do !== 'foreign')].slice(0, MAX_TASKS)
}

/** What is no answer beside something else that is done. */
function isIdle(task: Task): boolean {
  return task.do === 'unknown' || task.do === 'courtesy' || (task.do === 'recommend' && task.asks)
}

/** The search that a taste bears on: the wish in the same words, or the one that was shown before. */
function besides(said: Understanding, state: DialogueState): Task[] {
  const { preferences } = said.aboutMe
  if (preferences.length === 0) return []
  const first = firstOfAll(said, state)
  if (first) return [first]
  const onlyDislikes = preferences.every(({ name }) => name === 'dislikes')
  if (onlyDislikes) return state.wish && state.shown.length > 0 ? [searchFor(state.wish)] : []
  const task = oneTask(said, state)
  return task.do === 'search' && bearsOnGoods(said, state) ? [task] : []
}

/** What stands before everything else: feelings, another language, an answer to what was asked. */
function firstOfAll(said: Understanding, state: DialogueState): Task | null {
  if (said.feeling.anger >= ANGRY) {
    return {
      do: 'person',
      reason: 'negative_sentiment',
      summary: said.raw.slice(0, 300),
      language: said.language,
    }
  }
  if (said.feeling.insult) return { do: 'courtesy', kind: 'insult' }
  if (said.intent === 'instruction_attack') return { do: 'courtesy', kind: 'instruction_attack' }
  if (said.language) return foreignTask(said, state)
  return answerToQuestion(said, state)
}

function answerToQuestion(said: Understanding, state: DialogueState): Task | null {
  const { orderNumber, email, postcode } = said.orderKey
  const gaveKey =
    orderNumber !== null || email !== null || (postcode !== null && state.pending === 'order_key')
  if (state.pending === 'order_key' && gaveKey && said.intent !== 'human') return withKey(said, state)
  const whole = orderNumber !== null && (email !== null || postcode !== null)
  if (whole && saysNoMore.has(said.intent)) return withKey(said, state)
  if (isExplicitYes(said.raw)) return state.pending === 'person' ? personTask(said) : yesTo(state)
  if (isExplicitNo(said.raw)) return { do: 'courtesy', kind: 'declined_offer' }
  const card = onlyOne(state)
  if (
    state.pending === 'option' &&
    card &&
    (said.wish.size || said.wish.colour) &&
    said.wish.nouns.length === 0
  ) {
    const { size, colour } = said.wish
    return state.optionGoal === 'stock'
      ? { do: 'stock', card, size, colour }
      : { do: 'add', card, size, colour, quantity: said.quantity ?? state.quantity }
  }
  return pickedOne(said, state)
}

/** An order with its proof and nothing else that was understood: it is that order that is asked about. */
const saysNoMore: ReadonlySet<Understanding['intent']> = new Set([
  'unknown',
  'greeting',
  'checkout',
  'order_status',
])

function withKey(said: Understanding, state: DialogueState): Task {
  const key = mergeKeys(state.key, said.orderKey)
  return state.orderGoal === 'cancel' || said.intent === 'cancel_order'
    ? { do: 'cancel', key }
    : { do: 'order', key, late: false }
}

/** "yes" to nothing that was asked in so many words. */
function yesTo(state: DialogueState): Task {
  return state.focus && state.pending === 'which_product'
    ? { do: 'detail', card: state.focus, question: '', attributes: [] }
    : { do: 'courtesy', kind: 'accepted_nothing' }
}

/** "the second one", said to "which one?". */
function pickedOne(said: Understanding, state: DialogueState): Task | null {
  if (state.pending !== 'which_product' || said.reference?.by !== 'position') return null
  const card = state.shown[said.reference.position - 1]
  if (!card || said.tokens.length > 6) return null
  const { size, colour } = said.wish
  const goal = state.optionGoal
  if (goal === 'look' || goal === 'in_store') return picked(goal, card, state.storeAsked)
  if (state.optionGoal === 'add') return { do: 'add', card, size, colour, quantity: state.quantity }
  if (state.optionGoal === 'stock') return { do: 'stock', card, size, colour }
  return { do: 'detail', card, question: said.raw, attributes: [] }
}

function severalTasks(clauses: readonly string[], state: DialogueState, lexis: Lexis): Task[] {
  const tasks: Task[] = []
  for (const clause of clauses) {
    const task = oneTask(understand(clause, lexis), state)
    const isPage = task.do === 'document' && task.label === 'that'
    if (!isIdle(task) && !isPage && !tasks.some((entry) => entry.do === task.do && entry.do !== 'document'))
      tasks.push(task)
  }
  const pages = tasks.filter((task) => task.do === 'document')
  return pages.length > 2 ? tasks.filter((task) => task !== pages[2]) : tasks
}

/** What one clause wants: the goods that were shown, the service, the goods, or nothing that is understood. */
function oneTask(said: Understanding, state: DialogueState): Task {
  if (asksHow(said)) return pagesOnHow(said)
  const strong = (said.intents.find(({ intent }) => intent !== 'product_search')?.score ?? 0) >= 6
  const advice = strong && said.intent !== 'compare' ? null : adviceTask(said, state)
  if (advice) return advice
  const named = strong && said.intent !== 'add_to_cart' ? null : aboutNamed(said)
  if (named && !pointedAt(said, state)) return named
  const shopping = strong && said.intent !== 'add_to_cart' ? null : shoppingTask(said, state)
  if (shopping) return shopping
  if (said.intent !== 'product_search') {
    const service = serviceTask(said, state)
    if (service) return service
  }
  return searchOrAsk(said, state)
}

function searchOrAsk(said: Understanding, state: DialogueState): Task {
  const { wish } = said
  const named = wish.nouns.length > 0
  if (said.reference?.by === 'this' && wish.text === '' && state.shown.length === 0 && !state.focus) {
    return { do: 'which_product', cards: [], verb: 'detail' }
  }
  const searches = said.intent === 'product_search' || (named && !said.concepts.has('order'))
  if (searches && (wish.text !== '' || wish.attributes.length > 0 || wish.colour)) {
    return searchFor(wish, { lost: state.lost })
  }
  if (said.orderKey.orderNumber) return { do: 'order', key: mergeKeys(state.key, said.orderKey), late: false }
  if (said.concepts.has('cost') && wish.text === '')
    return { do: 'which_product', cards: state.shown, verb: 'detail' }
  if (said.intent === 'out_of_scope') return { do: 'courtesy', kind: 'out_of_scope' }
  if (
    said.intent === 'checkout' ||
    (wish.text === '' && (said.concepts.has('want') || said.concepts.has('recommend')))
  ) {
    return openWish(said)
  }
  if (said.isQuestion && wish.text !== '') {
    return askPages(said.raw, { wish: telling(said) ? wish : null })
  }
  if (wish.text !== '' && said.tokens.length <= 4 && telling(said))
    return searchFor(wish, { lost: state.lost })
  if (said.intent === 'capabilities') return { do: 'courtesy', kind: 'capabilities' }
  return { do: 'unknown', again: state.lost || repeats(said, state) }
}

/** Whether the words could name goods: not a number, not a name we would search in vain. */
function telling(said: Understanding): boolean {
  return /\p{L}{3}/u.test(said.wish.text)
}

function repeats(said: Understanding, state: DialogueState): boolean {
  return state.lost && fold(said.raw).length > 0
}

/** "can I wash a down jacket in the machine?": a question on how things are done, though goods are named. */
function asksHow(said: Understanding): boolean {
  if (said.reference !== null && said.wish.nouns.length === 0) return false
  const text = said.folded.trim()
  const bare = said.tokens.length <= 5 && /\b(care|washing|cleaning)( instructions?)?$/.test(text)
  const care =
    bare ||
    (said.concepts.has('careverb') &&
      /^(how|can|may|should|is it (ok|safe|possible)|do i|what|when|why)\b/.test(text))
  const other =
    /^(what happens|what if|how do (i|you)|how (can|should|often|long) |am i|must i|do i (need|have) to|why )/.test(
      text,
    )
  const weak = (said.intents.find(({ intent }) => intent !== 'product_search')?.score ?? 0) < 5
  return care || (other && weak && !said.concepts.has('want'))
}

/** Care is asked of its page by the goods' own words first: "care cast iron pan". */
function pagesOnHow(said: Understanding): Task {
  const { wish } = said
  const care = said.concepts.has('careverb') || said.concepts.has('care')
  if (!care) return askPages(said.raw, { wish })
  const goods = [...wish.attributes, ...wish.nouns].join(' ') || wish.text
  const topics = [said.raw, `washing ${wish.attributes[0] ?? goods}`]
  return askPages(`care ${goods}`, { topics, label: 'care', wish })
}
