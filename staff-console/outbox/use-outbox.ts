import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutboxMessage } from '#contract/staff-outbox.ts'
import { listOutbox, type OutboxFilter } from '../api/outbox.ts'
import { type Fault, faultOf } from '../parts/resource.ts'

interface Held {
  messages: OutboxMessage[]
  next: string | null
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
  /** The latest look found no connection: what is shown may be old. */
  stale: boolean
}

export interface OutboxList extends Omit<Held, 'next'> {
  /** Reads as many as are shown anew; they stay until the answer is here. */
  reload: () => void
  more: (() => void) | null
}

const PAGE = 50
/** As many as one answer carries. A longer list stands still, so that nobody loses their place. */
const MOST = 200
const nothing: Held = { messages: [], next: null, status: 'loading', fault: null, stale: false }

/** The messages of a filter, the latest change first, kept as they are now. */
export function useOutbox({ state, channel, sender, reason, customerId }: OutboxFilter): OutboxList {
  const [held, setHeld] = useState<Held>(nothing)
  const asked = useRef(0)
  const reading = useRef(false)
  const shown = useRef(0)
  shown.current = held.messages.length
  const read = useCallback(
    async (before: string | null) => {
      const number = ++asked.current
      reading.current = true
      const limit = before === null ? Math.min(MOST, Math.max(PAGE, shown.current)) : PAGE
      try {
        const page = await listOutbox({ state, channel, sender, reason, customerId }, limit, before)
        if (number !== asked.current) return
        setHeld((was) => {
          const known = new Set(page.messages.map(({ outboxId }) => outboxId))
          const kept = before === null ? [] : was.messages.filter(({ outboxId }) => !known.has(outboxId))
          return { ...nothing, messages: [...kept, ...page.messages], next: page.next, status: 'ready' }
        })
      } catch (error) {
        if (number !== asked.current) return
        const fault = faultOf(error)
        setHeld((was) =>
          was.status === 'ready' ? { ...was, stale: true } : { ...was, status: 'failed', fault },
        )
      } finally {
        if (number === asked.current) reading.current = false
      }
    },
    [state, channel, sender, reason, customerId],
  )
  useEffect(() => {
    shown.current = 0
    setHeld(nothing)
    void read(null)
  }, [read])
  const { next, ...rest } = held
  const reload = useCallback(() => {
    // a look never takes the place of what somebody has just asked for
    if (!reading.current && shown.current <= MOST) void read(null)
  }, [read])
  return { ...rest, reload, more: next === null ? null : () => void read(next) }
}
