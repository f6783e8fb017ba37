import { cardsIn } from '#contract/choices.ts'
import type { MessagePart, OrderCard, ProductCard } from '#contract/message.ts'
import type { Said } from '../history.ts'
import type { NamedProduct, Task } from '../task.ts'
import type { OrderKeyWords } from '../understand/order-key.ts'
import type { ProductWish } from '../understand/product-wish.ts'

/** What the agent has asked last and waits for. */
export type Pending = 'order_key' | 'person' | 'option' | 'which_product' | null

/** What a conversation stands at. It is never stored: the transcript gives it, read from its beginning. */
export interface DialogueState {
  /** The last search, for "cheaper?", "in blue?". */
  wish: ProductWish | null
  /** The one before it, which counts again where the last one found nothing. */
  wishBefore: ProductWish | null
  searched: boolean
  /** How many of its results were shown. */
  seen: number
  /** The products shown last, in the order shown. */
  shown: ProductCard[]
  /** The one product that is spoken of. */
  focus: NamedProduct | null
  /** The product of the page the shopper looks at. */
  page: ProductCard | null
  orders: OrderCard[]
  pending: Pending
  /** For what the order key was asked, and what of it was already given. */
  orderGoal: 'order' | 'cancel'
  key: OrderKeyWords
  /** For what a choice of option was asked. */
  optionGoal: 'add' | 'stock' | 'detail' | 'look' | 'in_store'
  /** Where it was wanted, while it is open which product is meant. */
  storeAsked: string | null
  quantity: number
  /** Size and colour that were asked of the product in focus. */
  chosen: { size: string | null; colour: string | null }
  /** The last thing a customer wanted was not understood. */
  lost: boolean
  /** The names of what was last kept in mind, for "forget that". */
  kept: string[]
}

export const noKey: OrderKeyWords = { orderNumber: null, email: null, postcode: null }

export function openingState(pageProduct: ProductCard | null): DialogueState {
  return {
    wish: null,
    wishBefore: null,
    searched: false,
    seen: 0,
    shown: [],
    focus: pageProduct,
    page: pageProduct,
    orders: [],
    pending: null,
    orderGoal: 'order',
    key: noKey,
    optionGoal: 'add',
    storeAsked: null,
    quantity: 1,
    chosen: { size: null, colour: null },
    lost: false,
    kept: [],
  }
}

/** After what a customer wanted. */
export function afterTasks(state: DialogueState, tasks: readonly Task[]): DialogueState {
  return tasks.reduce(afterTask, { ...state, pending: null, lost: false, searched: false })
}

function afterTask(state: DialogueState, task: Task): DialogueState {
  switch (task.do) {
    case 'search':
      return {
        ...state,
        wish: task.wish,
        wishBefore: state.wish,
        searched: true,
        seen: task.offset,
        focus: null,
      }
    case 'detail':
      return { ...state, focus: task.card, optionGoal: 'detail', chosen: { size: null, colour: null } }
    case 'recommend':
    case 'again':
      return { ...state, wish: null, seen: 0 }
    case 'look':
      return { ...state, wish: null, seen: 0, focus: task.card ?? state.focus }
    case 'stock':
    case 'in_store':
      return {
        ...state,
        focus: task.card,
        optionGoal: 'stock',
        chosen: { size: task.size, colour: task.colour },
      }
    case 'add':
      return { ...state, focus: task.card, optionGoal: 'add', quantity: task.quantity }
    case 'which_product':
      return { ...state, optionGoal: task.verb, storeAsked: task.store ?? null }
    case 'order':
    case 'cancel':
      return { ...state, orderGoal: task.do, key: mergeKeys(state.key, task.key) }
    case 'remember':
      return { ...state, kept: task.preferences.map(({ name }) => name) }
    case 'forget':
      return { ...state, kept: [] }
    case 'unknown':
      return { ...state, lost: true }
    default:
      return state
  }
}

/** After what the agent has said and shown. */
export function afterAgent(state: DialogueState, said: Said): DialogueState {
  const cards = cardsIn(said.parts)
  const orders = said.parts.flatMap((part) => (part.type === 'order' ? [part.order] : []))
  const inVain = state.searched && cards.length === 0
  return {
    ...state,
    wish: inVain ? state.wishBefore : state.wish,
    lost: state.lost || (inVain && state.wish?.nouns.length === 0),
    shown: cards.length > 0 && !isOneOf(cards, state.shown) ? cards : state.shown,
    seen: cards.length > 0 ? state.seen + cards.length : state.seen,
    focus: cards.length === 1 ? (cards[0] ?? null) : cards.length > 1 ? null : state.focus,
    orders: orders.length > 0 ? orders : state.orders,
    pending: pendingOf(said.text, said.parts),
  }
}

/** One product of the list that is spoken of: the list still stands, so that "the second one" stays the second. */
function isOneOf(cards: readonly ProductCard[], shown: readonly ProductCard[]): boolean {
  return cards.length === 1 && shown.some((card) => card.productId === cards[0]?.productId)
}

/** What a reply waits for, read from its words: that works for the words of any model. */
function pendingOf(text: string, parts: readonly MessagePart[]): Pending {
  const asks = text.includes('?') || parts.some((part) => part.type === 'choices')
  if (/order number/i.test(text) && /e-?mail|postcode|zip/i.test(text)) return 'order_key'
  if (!asks) return null
  if (/which (one|of these|product)/i.test(text)) return 'which_product'
  if (/which (size|colou?r|option|one would you like)|what size|what colou?r/i.test(text)) return 'option'
  if (
    /(bring in|connect|fetch|ask|get|call|hand|speak|talk).{0,40}(person|colleague|someone|our team|human)/i.test(
      text,
    )
  ) {
    return 'person'
  }
  return null
}

export function mergeKeys(known: OrderKeyWords, given: OrderKeyWords): OrderKeyWords {
  return {
    orderNumber: given.orderNumber ?? known.orderNumber,
    email: given.email ?? known.email,
    postcode: given.postcode ?? known.postcode,
  }
}
