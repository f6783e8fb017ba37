import { useCallback, useEffect, useRef, useState } from 'react'
import type { CustomerRow } from '#contract/staff-customers.ts'
import { listCustomers } from '../api/customers.ts'
import { type Fault, faultOf } from '../parts/resource.ts'

/** A key is often followed by another: the question waits this long for it. */
const PAUSE_MS = 140

export interface CustomerSearch {
  rows: CustomerRow[]
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
  /** What the rows answer; the text may be ahead of it. */
  answered: string
  more: (() => void) | null
  loadingMore: boolean
  retry: () => void
}

interface Held {
  rows: CustomerRow[]
  status: CustomerSearch['status']
  fault: Fault | null
  answered: string
  next: string | null
  loadingMore: boolean
}

const nothing: Held = {
  rows: [],
  status: 'loading',
  fault: null,
  answered: '',
  next: null,
  loadingMore: false,
}

/** Customers by what is typed. The last answer stays until the next one is here; answers that come late are dropped. */
export function useCustomerSearch(text: string): CustomerSearch {
  const [held, setHeld] = useState(nothing)
  const [tries, setTries] = useState(0)
  const asked = useRef(0)
  const query = text.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    const number = ++asked.current
    setHeld((before) => ({ ...before, status: 'loading', fault: null }))
    const ask = async () => {
      try {
        const { customers, next } = await listCustomers(query, null)
        if (number !== asked.current) return
        setHeld({ rows: customers, status: 'ready', fault: null, answered: query, next, loadingMore: false })
      } catch (error) {
        if (number === asked.current)
          setHeld((before) => ({ ...before, status: 'failed', fault: faultOf(error) }))
      }
    }
    const timer = window.setTimeout(ask, number === 1 ? 0 : PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [query, tries])
  const more = useCallback(async () => {
    const number = asked.current
    setHeld((before) => ({ ...before, loadingMore: true }))
    try {
      const { customers, next } = await listCustomers(query, held.next)
      if (number !== asked.current) return
      setHeld((before) => ({ ...before, rows: joined(before.rows, customers), next, loadingMore: false }))
    } catch {
      if (number === asked.current) setHeld((before) => ({ ...before, loadingMore: false }))
    }
  }, [query, held.next])
  return {
    ...held,
    more: held.next === null ? null : () => void more(),
    retry: () => setTries((count) => count + 1),
  }
}

/** A row that was seen again in the meantime is not shown twice. */
function joined(rows: CustomerRow[], more: CustomerRow[]): CustomerRow[] {
  const known = new Set(rows.map((row) => row.customerId))
  return [...rows, ...more.filter((row) => !known.has(row.customerId))]
}
