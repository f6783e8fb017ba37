import type { Ack, ResumeAnswer } from '../../contract/chat.ts'
import type { State } from './state.ts'
import { hasGap } from './transcript.ts'

interface Deps {
  state: State
  isOnline: () => boolean
  resume: (afterRev: number) => Promise<Ack<ResumeAnswer>>
  apply: (answer: ResumeAnswer, isHistory: boolean) => void
}

const GAP_MS = 300 // what is missing is mostly on its way
const MAX_ROUNDS = 5

/** Asks for what may have been missed: at every connect, and after a gap in the revs. One at a time. */
export function createResync({ state, isOnline, resume, apply }: Deps) {
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const round = async () => {
    const { transcript, isSynced } = state.get()
    const answer = await resume(transcript.rev)
    if (!answer.ok) return
    const other = answer.conversation?.conversationId !== transcript.conversation?.conversationId
    // another conversation counts from nothing, and the answer was cut at the old one's rev
    const whole = other && transcript.rev > 0 ? await resume(0) : answer
    if (whole.ok) apply(whole, !isSynced)
  }

  const run = async () => {
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds++) {
      await round()
      if (!hasGap(state.get().transcript)) break
    }
    state.set({ isSynced: true })
  }

  const now = (): Promise<void> => {
    clearTimeout(timer)
    running ??= run()
      .catch(() => {}) // no answer: the next connect asks again
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    now,
    soon() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (isOnline() && hasGap(state.get().transcript)) void now()
      }, GAP_MS)
    },
  }
}
