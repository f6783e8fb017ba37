import { useEffect, useRef } from 'react'
import type { SandboxChange } from '#contract/staff-sandbox.ts'
import { useLive } from '../live/live-context.ts'

/** Calls `listener` at every change; with null after a break, in which anything may have changed. */
export function useSandboxChanges(listener: (change: SandboxChange | null) => void): void {
  const { socket } = useLive()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    const changed = (change: SandboxChange) => latest.current(change)
    const back = () => latest.current(null)
    socket.on('sandbox.changed', changed)
    socket.on('connect', back)
    return () => {
      socket.off('sandbox.changed', changed)
      socket.off('connect', back)
    }
  }, [socket])
}
