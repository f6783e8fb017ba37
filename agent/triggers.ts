import type { Message } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import { summarise } from '#domain/handoff/index.ts'
import { lexisFor, understand } from './offline/index.ts'
import type { Run } from './run.ts'

const ANGRY = 3
/** Two messages that share this much of their words ask the same thing again. */
const SAME = 0.8

/**
 * Step 1: what calls a person whatever a model thinks. The offline model then words the reply, so that a
 * shopper who asks for a person gets one with no provider in between.
 */
export function noticeTriggers(run: Run): void {
  const reason = triggered(run)
  if (reason) run.handoff = { reason, summary: summarise(run.turn.transcript) }
}

function triggered(run: Run): HandoffReason | null {
  const { transcript, context } = run.turn
  if (run.turn.settled) return null
  const asked = transcript.findLast((message) => message.sender === 'customer')
  if (!asked) return null
  const said = understand(asked.text, lexisFor(context.search))
  if (said.intent === 'human') return 'asked_for_person'
  if (said.feeling.anger >= ANGRY) return 'negative_sentiment'
  return askedThrice(transcript) ? 'repeated_misunderstanding' : null
}

/** The same words a third time, with an answer of the agent in between: the answers do not help. */
function askedThrice(transcript: readonly Message[]): boolean {
  const [third, second, first] = transcript.filter((message) => message.sender === 'customer').toReversed()
  if (!third || !second || !first) return false
  const between = transcript.some(
    (message) => message.sender === 'agent' && message.seq > second.seq && message.seq < third.seq,
  )
  return (
    between &&
    wordsOf(third.text).size >= 3 &&
    alike(third.text, second.text) &&
    alike(second.text, first.text)
  )
}

function alike(a: string, b: string): boolean {
  const left = wordsOf(a)
  const right = wordsOf(b)
  const shared = [...left].filter((word) => right.has(word)).length
  return shared / Math.max(left.size, right.size, 1) >= SAME
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}
