import type { ToolCall } from '@langchain/core/messages/tool'
import { follow } from './dialogue/follow.ts'
import type { DoneCall, History } from './history.ts'
import { nextCall, sayTask } from './steps/index.ts'
import type { Spoken, Task, WantedCall } from './task.ts'
import type { Lexis } from './understand/lexis.ts'
import { voiceOf } from './voice.ts'

export type Decision = { calls: ToolCall[] } | { calls: []; spoken: Spoken }

const CALLS_PER_TASK = 6

/**
 * One step of the offline model: the tool calls that are still wanted, or the words. Pure: it reads all it
 * needs from the history, so that it can take over a turn that another model has begun.
 */
export function decide(history: History, lexis: Lexis, mayCall: boolean): Decision {
  const tasks = follow(history, lexis).tasks.map((task) => withNotes(task, history))
  const progress = tasks.map((task, at) => replay(task, at, history.done))
  const calls = mayCall ? progress.flatMap((entry) => (entry.wanted ? [entry.wanted] : [])) : []
  if (calls.length > 0) return { calls }
  const voice = voiceOf(history.notes)
  const spoken = tasks.map((task, at) => sayTask(task, progress[at]?.done ?? [], voice))
  return { calls: [], spoken: join(spoken) }
}

/** What the house knows beside the words: sizes for a cart. */
function withNotes(task: Task, { notes }: History): Task {
  return task.do === 'add' ? { ...task, known: notes.sizes } : task
}

/** Plays a task against the calls that were answered in this turn, by itself or by a model before it. */
function replay(
  task: Task,
  at: number,
  answered: ReadonlyMap<string, DoneCall>,
): { done: DoneCall[]; wanted: ToolCall | null } {
  const done: DoneCall[] = []
  for (let round = 0; round < CALLS_PER_TASK; round++) {
    const wanted = nextCall(task, done)
    if (!wanted) return { done, wanted: null }
    const id = `offline_${at}_${round}`
    const answer = answered.get(id) ?? alreadyDone(wanted, answered)
    if (!answer) return { done, wanted: { name: wanted.name, args: wanted.args, id, type: 'tool_call' } }
    done.push(answer)
  }
  return { done, wanted: null }
}

/** A call that a model before us has made with the same arguments need not be made again, least of all a write. */
function alreadyDone(wanted: WantedCall, answered: ReadonlyMap<string, DoneCall>): DoneCall | null {
  for (const [id, call] of answered) {
    if (id.startsWith('offline_') || !call.ok || call.name !== wanted.name) continue
    if (writes.has(wanted.name) || sameArgs(wanted.args, call.args)) return call
  }
  return null
}

const writes = new Set(['create_cart', 'update_cart', 'cancel_order', 'issue_offer', 'hand_to_staff'])

function sameArgs(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  return Object.keys(a).every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]))
}

function join(spoken: readonly Spoken[]): Spoken {
  return {
    text: spoken.map((entry) => entry.text).join('\n\n'),
    choices:
      spoken.length === 1
        ? (spoken[0]?.choices ?? [])
        : spoken.flatMap((entry) => (entry.choices ?? []).slice(0, 1)),
  }
}
