import type { Task } from '../task.ts'
import type { Understanding } from '../understand/understand.ts'
import type { DialogueState } from './state.ts'

/** What a message says, asks or wants done about the shopper himself. */
export function ownTasks(said: Understanding, state: DialogueState): Task[] {
  const { aboutMe: mine, language } = said
  if (mine.consent) return [{ do: 'consent', words: mine.consent }]
  if (mine.forget === 'all') return [{ do: 'forget', names: 'everything' }]
  if (mine.forget === 'last') return state.kept.length > 0 ? [{ do: 'forget', names: state.kept }] : []
  if (mine.forget) return [{ do: 'forget', names: mine.forget }]
  if (mine.asks) return [{ do: 'profile' }]
  const tasks: Task[] = []
  if (mine.preferences.length > 0) tasks.push({ do: 'remember', preferences: mine.preferences })
  const forGoods = asksForGoods(said) && !mine.remember
  if (mine.sensitive && !forGoods) tasks.push({ do: 'not_kept', category: mine.sensitive, language })
  if (mine.remember && tasks.length === 0) tasks.push({ do: 'remember', preferences: [] })
  return tasks
}

/** Whether what he says of himself narrows a search too: the one that is open, or one for goods he names. */
export function bearsOnGoods(said: Understanding, state: DialogueState): boolean {
  const { size, colour, brand, priceMax, priceMin, attributes } = said.wish
  const slots =
    [size, colour, brand, priceMax, priceMin].some((slot) => slot !== null) || attributes.length > 0
  return (state.wish !== null && slots) || (said.intent === 'product_search' && asksForGoods(said))
}

/** "my budget is 100, show me jackets": goods are named, and asked for. */
function asksForGoods({ wish, concepts }: Understanding): boolean {
  return wish.nouns.length > 0 && (concepts.has('want') || concepts.has('recommend') || concepts.has('buy'))
}
