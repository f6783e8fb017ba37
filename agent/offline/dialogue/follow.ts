import type { HandoffReason } from '#contract/staff-api.ts'
import type { History } from '../history.ts'
import type { Task } from '../task.ts'
import type { Lexis } from '../understand/lexis.ts'
import { understand } from '../understand/understand.ts'
import { interpret } from './interpret.ts'
import { afterAgent, afterTasks, type DialogueState, openingState } from './state.ts'

/** How many messages back the conversation is followed; older ones no longer change what is meant. */
const FOLLOWED = 16

export interface Followed {
  state: DialogueState
  tasks: Task[]
}

/** Follows the conversation from its beginning to the message that is to be answered. */
export function follow(history: History, lexis: Lexis): Followed {
  let state = openingState(history.notes.pageProduct)
  for (const said of history.before.slice(-FOLLOWED)) {
    state =
      said.by === 'agent' ? afterAgent(state, said) : afterTasks(state, interpret(said.text, state, lexis))
  }
  const { handoff } = history.notes
  if (handoff) return { state, tasks: [personFor(handoff, history.asked, lexis)] }
  if (history.notes.settled) return { state, tasks: [{ do: 'settled' }] }
  return { state, tasks: interpret(history.asked, state, lexis) }
}

function personFor(reason: HandoffReason, asked: string, lexis: Lexis): Task {
  return { do: 'person', reason, summary: asked.slice(0, 300), language: understand(asked, lexis).language }
}
