import type { AgentDeps, ReplyOutcome, ReplyOutput, Turn } from '#agent/index.ts'

/** A turn of the agent that waits for the test to say what happens next. */
export interface HeldTurn {
  conversationId: string
  turnId: string
  /** Speaks one piece; answers whether it was heard. Told no, the agent stops, as the real one does. */
  speak: (text: string, how: { complete: boolean; replace: boolean }) => Promise<boolean>
  end: (outcome: 'answered' | 'handed_over' | 'stopped') => void
  /** The worker falls over: nothing is tidied up. */
  crash: () => void
  busy: boolean
  over: boolean
}

const held = new WeakMap<AgentDeps, HeldTurn[]>()

/** The turns that one house's agent holds; a house is known by its `AgentDeps`. */
export function heldTurns(deps: AgentDeps): HeldTurn[] {
  return (held.get(deps) ?? []).filter((turn) => !turn.over)
}

/** Stands in for `reply` of the agent: every turn is held until the test moves it. */
export function scriptedReply(deps: AgentDeps, turn: Turn, out: ReplyOutput): Promise<ReplyOutcome> {
  return new Promise((resolve, reject) => {
    const over = (then: () => void) => {
      if (one.over) return
      one.over = true
      then()
    }
    const one: HeldTurn = {
      conversationId: turn.conversation.conversationId,
      turnId: turn.context.turnId,
      busy: false,
      over: false,
      async speak(text, how) {
        one.busy = true
        const heard = await out.release({ text, ...how }).finally(() => {
          one.busy = false
        })
        if (!heard) one.end('stopped')
        return heard
      },
      end: (outcome) => over(() => resolve(outcomeOf(outcome))),
      crash: () => over(() => reject(new Error('the worker fell over'))),
    }
    held.set(deps, [...heldTurns(deps), one])
  })
}

function outcomeOf(outcome: 'answered' | 'handed_over' | 'stopped'): ReplyOutcome {
  return {
    outcome,
    ...(outcome === 'handed_over' && { handoff: { reason: 'asked_for_person', summary: 'Wants a person' } }),
    toolCalls: [],
    model: 'offline',
    milliseconds: 0,
    withheld: [],
    providerFault: null,
  }
}
