import type { OutboundGateName } from '../decide.ts'
import type { GateNow } from '../may-send.ts'
import type { ScoredAction, Surface } from './actions.ts'

/**
 * Which gates bar an action on a surface. What is only shown rings nowhere, reaches no address and is no touch:
 * hours, caps, fatigue, addresses and the day's promotion are no reason to hide it. What they asked of us, what is
 * measured, and what is not to be had, bar it everywhere. Whoever waits for help is not sold to by a page or by the
 * agent; the associate who is to help sees what is there, and what stands against it.
 */
const whenShown: readonly OutboundGateName[] = ['suppression', 'holdout', 'content', 'offer']
const bars: Record<Surface, 'all' | ReadonlySet<OutboundGateName>> = {
  journey: 'all',
  slot: new Set([...whenShown, 'open_ticket']),
  agent: new Set([...whenShown, 'open_ticket']),
  associate: new Set(whenShown),
}

/** The first gate that bars it there, in the order in which they are asked. */
export function barOn(surface: Surface, gates: readonly GateNow[]): ScoredAction['barredBy'] {
  const barring = bars[surface]
  const first = gates.find(({ gate, allowed }) => !allowed && (barring === 'all' || barring.has(gate)))
  if (!first || first.reason === null) return null
  const { gate, reason, words, until } = first
  return { gate, reason, words, until }
}
