import type { DoneCall } from '../history.ts'
import { type OrderResult, ordersResult, proposalResult, readRefusal, readResult } from '../results.ts'
import type { Spoken, Task, WantedCall } from '../task.ts'
import type { OrderKeyWords } from '../understand/order-key.ts'
import { listed, personChoice, type Voice } from '../voice.ts'
import type { Step } from './step.ts'

type OrderTask = Extract<Task, { do: 'order' }>
type CancelTask = Extract<Task, { do: 'cancel' }>

export const order: Step<OrderTask> = {
  next: (task, done) => (done.length === 0 ? { name: 'get_order', args: keyArgs(task.key) } : null),
  say(task, done, voice) {
    const orders = readResult(done[0], ordersResult)?.orders
    if (!orders) return refusedOrder(done[0], task.key)
    const [newest] = orders
    if (!newest) return { text: 'I see no orders on your account yet.' }
    const more =
      orders.length > 1 && !task.key.orderNumber
        ? ` You have ${orders.length} recent orders; tell me a number to see another one.`
        : ''
    const sorry = task.late ? 'I am sorry for the wait. ' : ''
    const choices = task.late
      ? [personChoice]
      : ['pending', 'processed'].includes(newest.status)
        ? [{ label: 'Cancel this order', text: `Cancel order ${newest.orderNumber}` }]
        : []
    return { text: `${sorry}${statusWords(newest, voice)}${more}`, choices }
  },
}

export const cancel: Step<CancelTask> = {
  next(task, done) {
    if (done.length > 1) return null
    if (!task.key.orderNumber) return done.length === 0 ? { name: 'get_order', args: {} } : null
    return done.length === 0 ? { name: 'cancel_order', args: keyArgs(task.key) } : null
  },
  say(task, done, voice) {
    const proposal = readResult(done[0], proposalResult)
    if (proposal) {
      return {
        text: `I can cancel order ${proposal.orderNumber} for you. It is final once done. Shall I go ahead?`,
        choices: [
          { label: 'Yes, cancel it', text: 'Yes' },
          { label: 'No, keep it', text: 'No' },
        ],
      }
    }
    const orders = readResult(done[0], ordersResult)?.orders
    if (orders) return whichToCancel(orders, voice)
    const refusal = readRefusal(done[0])
    if (refusal?.refused === 'not_allowed_now')
      return { text: cannotCancel(refusal.why, refusal.orderNumber), choices: [personChoice] }
    return refusedOrder(done[0], task.key)
  },
}

function keyArgs(key: OrderKeyWords): WantedCall['args'] {
  return {
    ...(key.orderNumber && { orderNumber: key.orderNumber }),
    ...(key.orderNumber && key.email && { email: key.email }),
    ...(key.orderNumber && !key.email && key.postcode && { postcode: key.postcode }),
  }
}

function whichToCancel(orders: OrderResult[], voice: Voice): Spoken {
  const open = orders.filter((entry) => ['pending', 'processed'].includes(entry.status))
  if (open.length === 0)
    return { text: 'I see no order of yours that can still be cancelled.', choices: [personChoice] }
  return {
    text: 'Which order shall I cancel?',
    choices: open.slice(0, 4).map((entry) => ({
      label: `${entry.orderNumber} · ${voice.day(entry.placed)}`,
      text: `Cancel order ${entry.orderNumber}`,
    })),
  }
}

function cannotCancel(why: string | undefined, orderNumber: string | undefined): string {
  const name = orderNumber ? `Order ${orderNumber}` : 'That order'
  if (why === 'already_cancelled') return `${name} is already cancelled.`
  if (why === 'already_delivered')
    return `${name} is delivered already, so it can only be returned. Shall I bring in a person?`
  return `${name} is already in the hands of the carrier, so I cannot stop it any more. Shall I bring in a person?`
}

/** The same words for an unknown number and a wrong e-mail: nothing is given away. */
function refusedOrder(call: DoneCall | undefined, key: OrderKeyWords): Spoken {
  const refusal = readRefusal(call)?.refused
  if (refusal === 'too_many_tries') {
    return {
      text: 'That did not match several times, so I have to stop for a while. Shall I bring in a person?',
      choices: [personChoice],
    }
  }
  if (refusal === 'no_match') {
    return {
      text: 'I cannot find an order with these details. Could you check the order number and the e-mail or postcode of the order?',
      choices: [personChoice],
    }
  }
  if (refusal === 'failed')
    return { text: 'I could not look that up just now. Shall I bring in a person?', choices: [personChoice] }
  return { text: askFor(key) }
}

function askFor(key: OrderKeyWords): string {
  if (key.orderNumber)
    return `Thanks. To open order number ${key.orderNumber} I also need its e-mail or postcode. What is it?`
  if (key.email || key.postcode)
    return 'Thanks. And what is the order number? It goes together with the e-mail or postcode of the order.'
  return 'Happy to check. What is your order number, and the e-mail or postcode of the order?'
}

export function statusWords(found: OrderResult, voice: Voice): string {
  const name = `Order ${found.orderNumber}`
  const due = found.deliveryDate ? voice.day(found.deliveryDate) : null
  const placed = `It was placed on ${voice.day(found.placed)}.`
  switch (found.status) {
    case 'pending':
      return `${name} is received and not shipped yet. ${placed}${due ? ` The delivery date is ${due}.` : ''}`
    case 'processed':
      return `${name} is being prepared for shipping. ${placed}${due ? ` The delivery date is ${due}.` : ''}`
    case 'shipped':
      return `${name} is shipped.${due ? ` The delivery date is ${due}.` : ''}${trackingWords(found)}`
    case 'delivered':
      return `${name} is delivered${due ? `, on ${due}` : ''}.${trackingWords(found)}`
    case 'cancelled':
      return `${name} is cancelled. ${placed}`
    case 'returned':
      return `${name} is returned. ${placed}`
    case 'refunded':
      return `${name} is refunded. ${placed}`
    default:
      return `${name} is ${found.status}. ${placed}`
  }
}

function trackingWords(found: OrderResult): string {
  if (found.tracking.length === 0) return ''
  const numbers = found.tracking.map(({ carrier, number }) =>
    carrier ? `${number} with ${carrier}` : number,
  )
  return ` The tracking number is ${listed(numbers)}.`
}
