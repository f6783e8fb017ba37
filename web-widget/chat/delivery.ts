import type { Ack, ConversationView, SendInput } from '../../contract/chat.ts'
import type { Message } from '../../contract/message.ts'
import type { ProblemDetails } from '../../contract/problem.ts'
import { afterRefusal, afterSilence, changed, type Next, nextUnsent, type Unsent, without } from './outbox.ts'
import type { State } from './state.ts'

export type SendAnswer = Ack<{ message: Message; conversation: ConversationView; session?: string }>

interface Deps {
  state: State
  isOnline: () => boolean
  /** Sends; rejects where no answer came. Answers null where this was not the moment: a later `pump` will. */
  send: (input: SendInput) => Promise<SendAnswer | null>
  /** Keeps the outbox where the next page finds it. */
  keep: (outbox: Unsent[]) => void
}

const silence: ProblemDetails = { type: 'about:blank', title: 'No answer', status: 0 }

/**
 * Sends what the shopper wrote, one at a time and in order, each again under the same clientMessageId until
 * it is acknowledged or refused for good.
 */
export function createDelivery({ state, isOnline, send, keep }: Deps) {
  let isBusy = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const put = (outbox: Unsent[]) => {
    state.set({ outbox })
    keep(outbox)
  }
  const change = (id: string, by: Partial<Unsent>) => put(changed(state.get().outbox, id, by))

  const settle = (entry: Unsent, next: Next, problem: ProblemDetails): boolean => {
    if (next.do === 'give_up') change(entry.clientMessageId, { problem })
    else timer = setTimeout(pump, next.ms)
    return next.do === 'give_up'
  }

  /** Whether to go on with the next one at once. */
  const deliver = async (entry: Unsent): Promise<boolean> => {
    const { clientMessageId, text, page } = entry
    const answer = await send({ clientMessageId, text, page }).catch(() => 'silence' as const)
    if (answer === null || (answer === 'silence' && !isOnline())) return false
    if (answer !== 'silence' && answer.ok) {
      put(without(state.get().outbox, clientMessageId))
      return true
    }
    const problem = answer === 'silence' ? silence : answer.problem
    const attempts = problem.status === 429 ? entry.attempts : entry.attempts + 1
    change(clientMessageId, { attempts })
    const next = answer === 'silence' ? afterSilence(attempts) : afterRefusal(problem, attempts)
    return settle(entry, next, problem)
  }

  async function pump(): Promise<void> {
    clearTimeout(timer)
    if (isBusy) return
    isBusy = true
    try {
      let goOn = true
      while (goOn && isOnline()) {
        const entry = nextUnsent(state.get().outbox)
        goOn = entry !== null && (await deliver(entry))
      }
    } finally {
      isBusy = false
    }
  }

  return {
    pump,
    add: (entry: Unsent) => put([...state.get().outbox, entry]),
    retry: (id: string) => change(id, { problem: null, attempts: 0 }),
    drop: (id: string) => put(without(state.get().outbox, id)),
  }
}
