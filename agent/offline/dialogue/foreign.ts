import type { Task } from '../task.ts'
import type { Understanding } from '../understand/understand.ts'
import { askPages, searchFor } from './make-task.ts'
import { personTask } from './service.ts'
import { type DialogueState, mergeKeys } from './state.ts'

/** A message in another language that is known a little: persons, orders, returns, delivery, a greeting. */
export function foreignTask(said: Understanding, state: DialogueState): Task {
  const { language } = said
  if (!language) return { do: 'unknown', again: state.lost }
  switch (said.intent) {
    case 'human':
      return personTask(said)
    case 'order_status':
    case 'cancel_order': {
      const key = mergeKeys(state.key, said.orderKey)
      if (!key.orderNumber) return { do: 'foreign', language, line: 'ask_order_key' }
      return said.intent === 'cancel_order' ? { do: 'cancel', key } : { do: 'order', key, late: false }
    }
    case 'returns':
      return askPages('return policy', { topics: ['returns'], label: 'returns' })
    case 'delivery_time':
      return askPages('delivery time', { topics: ['delivery', 'shipping'], label: 'delivery', focus: 'time' })
    case 'store_hours':
      return askPages('store opening hours', { topics: ['opening hours', 'stores'], label: 'opening hours' })
    case 'greeting':
      return { do: 'foreign', language, line: 'greeting' }
    case 'thanks':
      return { do: 'courtesy', kind: 'thanks' }
    default:
      return said.wish.nouns.length > 0
        ? searchFor({ ...said.wish, text: said.wish.nouns.join(' ') })
        : { do: 'foreign', language, line: 'other' }
  }
}
