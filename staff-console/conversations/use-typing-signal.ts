import { useEffect, useRef } from 'react'

const REPEAT_MS = 3000
const IDLE_MS = 5000

/** Tells the other side that somebody writes: at the first key, again every 3 s, and when it stops. */
export function useTypingSignal(send: (on: boolean) => void): { touch: () => void; stop: () => void } {
  const state = useRef({ sentAt: 0, idle: 0 })
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  const stop = () => {
    window.clearTimeout(state.current.idle)
    if (state.current.sentAt > 0) latest.current(false)
    state.current.sentAt = 0
  }
  const touch = () => {
    window.clearTimeout(state.current.idle)
    state.current.idle = window.setTimeout(stop, IDLE_MS)
    if (performance.now() - state.current.sentAt < REPEAT_MS && state.current.sentAt > 0) return
    state.current.sentAt = performance.now()
    latest.current(true)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the field goes away
  useEffect(() => stop, [])
  return { touch, stop }
}
