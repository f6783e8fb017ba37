import { useCallback, useEffect, useRef, useState } from 'react'
import type { DataRequestPage, DataRequestView } from '#contract/staff-requests.ts'
import { listRequests } from '../api/requests.ts'
import { type Fault, faultOf } from '../parts/resource.ts'

interface Held {
  requests: DataRequestView[]
  next: string | null
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
}

export interface RequestList extends Omit<Held, 'next'> {
  /** Reads from the beginning; what is shown stays until the answer is here. */
  reload: () => void
  more: (() => void) | null
}

/** Requests of everybody, or for one customer, the newest first. */
export function useRequests(customerId: string | null): RequestList {
  const [held, setHeld] = useState<Held>({ requests: [], next: null, status: 'loading', fault: null })
  const asked = useRef(0)
  const read = useCallback(
    async (before: string | null) => {
      const number = ++asked.current
      try {
        const page = await listRequests(customerId, before)
        if (number === asked.current) setHeld((shown) => joined(before === null ? [] : shown.requests, page))
      } catch (error) {
        if (number === asked.current)
          setHeld((shown) => ({ ...shown, status: 'failed', fault: faultOf(error) }))
      }
    },
    [customerId],
  )
  useEffect(() => void read(null), [read])
  const { next, ...shown } = held
  return {
    ...shown,
    reload: () => void read(null),
    more: next === null ? null : () => void read(next),
  }
}

function joined(shown: DataRequestView[], page: DataRequestPage): Held {
  const known = new Set(shown.map((request) => request.requestId))
  const requests = [...shown, ...page.requests.filter((request) => !known.has(request.requestId))]
  return { requests, next: page.next, status: 'ready', fault: null }
}
