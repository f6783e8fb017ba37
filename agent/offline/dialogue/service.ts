import type { Intent } from '../lexicon/intent-rules.ts'
import type { Courtesy, Task } from '../task.ts'
import type { Understanding } from '../understand/understand.ts'
import { openWish } from './advice.ts'
import { askPages } from './make-task.ts'
import { type DialogueState, mergeKeys, type noKey } from './state.ts'

interface PageTopic {
  topics: string[]
  label: string
  focus?: 'cost' | 'time'
  sorry?: boolean
}

/** What the shop's pages are asked where the shopper's own words find nothing, and how the topic is called. */
const pageTopics: Partial<Record<Intent, PageTopic>> = {
  returns: { topics: ['return policy', 'returns'], label: 'returns' },
  exchange: { topics: ['exchange', 'another size', 'returns'], label: 'exchanges' },
  refund_policy: { topics: ['refund policy', 'refunds'], label: 'refunds' },
  faulty_item: { topics: ['damaged or faulty', 'warranty', 'returns'], label: 'faulty goods', sorry: true },
  get_refund: { topics: ['refund', 'returns'], label: 'refunds' },
  refund_status: { topics: ['refund time', 'refunds'], label: 'refunds', focus: 'time' },
  cancellation_fee: { topics: ['cancellation', 'cancel order'], label: 'cancellations', focus: 'cost' },
  delivery_options: { topics: ['delivery', 'shipping'], label: 'delivery' },
  delivery_time: {
    topics: ['delivery time', 'delivery', 'shipping'],
    label: 'delivery times',
    focus: 'time',
  },
  delivery_cost: {
    topics: ['delivery cost', 'shipping cost', 'delivery'],
    label: 'delivery costs',
    focus: 'cost',
  },
  payment_methods: { topics: ['payment methods', 'payment', 'pay card'], label: 'payment' },
  installments: { topics: ['instalments', 'pay later', 'payment'], label: 'instalments' },
  warranty: { topics: ['warranty', 'guarantee'], label: 'the warranty' },
  care: { topics: ['care', 'washing'], label: 'care' },
  size_guide: { topics: ['size guide', 'sizes'], label: 'sizes' },
  store_hours: { topics: ['opening hours', 'store hours', 'stores'], label: 'opening hours' },
  store_location: { topics: ['our stores', 'store address', 'stores'], label: 'our stores' },
  gift_card: { topics: ['gift card'], label: 'gift cards' },
  gift_wrap: { topics: ['gift wrapping'], label: 'gift wrapping' },
  privacy: { topics: ['privacy', 'personal data'], label: 'privacy' },
  sustainability: { topics: ['sustainability', 'recycled materials'], label: 'sustainability' },
  newsletter: { topics: ['newsletter'], label: 'the newsletter' },
  about_shop: { topics: ['about us'], label: 'us' },
  review: { topics: ['reviews', 'feedback'], label: 'reviews' },
  contact: { topics: ['contact', 'customer service'], label: 'how to reach us' },
}

const courtesies: Partial<Record<Intent, Courtesy>> = {
  greeting: 'greeting',
  thanks: 'thanks',
  goodbye: 'goodbye',
  how_are_you: 'how_are_you',
  are_you_a_bot: 'are_you_a_bot',
  instruction_attack: 'instruction_attack',
  out_of_scope: 'out_of_scope',
}

const forPeople: Partial<Record<Intent, Extract<Task, { do: 'offer_person' }>['about']>> = {
  account_create: 'account',
  account_edit: 'account',
  account_delete: 'account',
  account_switch: 'account',
  password: 'account',
  registration_problem: 'account',
  new_address: 'account',
  change_address: 'change_order',
  change_order: 'change_order',
  payment_problem: 'payment',
  find_invoice: 'invoice',
  get_invoice: 'invoice',
  complaint: 'complaint',
}

/** What a message wants of the service; null where it wants goods, or nothing that is known. */
export function serviceTask(said: Understanding, state: DialogueState): Task | null {
  const { intent } = said
  const courtesy = courtesies[intent]
  if (courtesy) return { do: 'courtesy', kind: courtesy }
  if (intent === 'human') return personTask(said)
  if (intent === 'discount') return { do: 'discount', question: said.raw }
  const onOrder = orderTask(said, state)
  if (onOrder) return onOrder
  if (intent === 'view_cart' || intent === 'checkout') return cartTask(said, state)
  if (intent === 'remove_from_cart') return meansTheCart(said) ? removeTask(said) : null
  const topic = pageTopics[intent]
  if (topic) return askPages(said.raw, { ...topic, focus: topic.focus ?? focusOf(said) })
  const about = forPeople[intent]
  return about ? { do: 'offer_person', about } : null
}

export function personTask(said: Understanding): Task {
  return {
    do: 'person',
    reason: 'asked_for_person',
    summary: said.raw.slice(0, 300),
    language: said.language,
  }
}

/** Questions about the shopper's own order, by number or by what was said before. */
function orderTask(said: Understanding, state: DialogueState): Task | null {
  const key = mergeKeys(state.key, said.orderKey)
  switch (said.intent) {
    case 'cancel_order':
      return { do: 'cancel', key: withOnlyOrder(key, state) }
    case 'order_status':
    case 'late_order':
      return { do: 'order', key, late: said.intent === 'late_order' }
    case 'delivery_time':
    case 'refund_status':
      return isOwn(said) ? { do: 'order', key, late: false } : null
    default:
      return null
  }
}

/** "my order", "order 1234": the shopper's own, not the delivery times of the shop. */
function isOwn(said: Understanding): boolean {
  return (
    said.orderKey.orderNumber !== null ||
    /\bmy (order|parcel|package|purchase|delivery|shipment|refund|stuff|jacket)\b/.test(said.folded)
  )
}

function withOnlyOrder(key: typeof noKey, state: DialogueState): typeof noKey {
  const [only] = state.orders
  return key.orderNumber || state.orders.length !== 1 || !only
    ? key
    : { ...key, orderNumber: only.orderNumber }
}

function cartTask(said: Understanding, state: DialogueState): Task | null {
  const checkout = said.intent === 'checkout' || said.concepts.has('buy')
  if (
    said.intent === 'checkout' &&
    !/\b(check ?out|pay|place (an|the|my) order|complete|finish)\b/.test(said.folded)
  ) {
    return said.wish.text === '' && state.shown.length === 0 ? openWish(said) : null
  }
  return { do: 'cart', checkout }
}

function removeTask(said: Understanding): Task {
  const position = said.reference?.by === 'position' ? said.reference.position : null
  return {
    do: 'remove',
    title: said.wish.text.replace(/\b(remov\w*|delet\w*|drop|rid)\b/g, '').trim() || null,
    position,
    quantity: 0,
  }
}

/** Whether an answer turns on an amount or on a time. */
export function focusOf(said: Understanding): 'cost' | 'time' | null {
  if (said.concepts.has('cost') || said.concepts.has('fee')) return 'cost'
  return said.concepts.has('when') ? 'time' : null
}

/** A cart is touched on clear words only: the cart is named, or goods, or "it"; and it is no question how. */
function meansTheCart(said: Understanding): boolean {
  if (/^(how|can|what|why)\b/.test(said.folded.trim()) && !said.concepts.has('cart')) return false
  return said.concepts.has('cart') || said.reference !== null || said.wish.nouns.length > 0
}
