import type { State } from './state.ts'

const REPEAT_MS = 3000
const IDLE_MS = 4000
const LOST_MS = 60_000 // an "off" that never comes

/** Who is writing, both ways. The shopper's typing is told to people only, and only once there is a chat. */
export function createTyping(state: State, tell: (on: boolean) => void) {
  let toldAt = 0
  let idle: ReturnType<typeof setTimeout> | undefined
  let lost: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(idle)
    if (toldAt > 0) tell(false)
    toldAt = 0
  }

  return {
    stop,
    typed() {
      const status = state.get().transcript.conversation?.status
      if (status !== 'with_staff' && status !== 'queued') return
      const now = performance.now()
      if (toldAt === 0 || now - toldAt > REPEAT_MS) {
        toldAt = now
        tell(true)
      }
      clearTimeout(idle)
      idle = setTimeout(stop, IDLE_MS)
    },
    arrived({ who, name, on }: { who: 'agent' | 'staff'; name: string | null; on: boolean }) {
      clearTimeout(lost)
      state.set({ typing: on ? { who, name } : null })
      if (on) lost = setTimeout(() => state.set({ typing: null }), LOST_MS)
    },
  }
}
