import { useCallback, useEffect, useRef, useState } from 'react'
import type { DuplicateView } from '#contract/staff-customers.ts'
import { judgeDuplicate, listDuplicates } from '../api/customers.ts'
import { RequestError } from '../api/http.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import { texts } from '../texts.ts'

type Verdict = 'same' | 'different'
type Said = { kind: Verdict; customerId: string } | { kind: 'failed'; problem: string }

export interface DuplicateQueue {
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
  pair: DuplicateView | null
  at: number
  count: number
  hasMore: boolean
  forward: (() => void) | null
  backward: (() => void) | null
  judging: Verdict | null
  judge: (verdict: Verdict) => void
  said: Said | null
  retry: () => void
}

interface Held {
  pairs: DuplicateView[]
  next: string | null
  at: number
  status: DuplicateQueue['status']
  fault: Fault | null
}

const nothing: Held = { pairs: [], next: null, at: 0, status: 'loading', fault: null }

/** The next page is fetched while so many pairs are still to be seen. */
const AHEAD = 3

/** The pairs that wait, of everybody or of one customer, and the verdicts on them: one at a time. */
export function useDuplicateQueue(customerId: string | null): DuplicateQueue {
  const [held, setHeld] = useState(nothing)
  const [judging, setJudging] = useState<Verdict | null>(null)
  const [said, setSaid] = useState<Said | null>(null)
  const reading = useRef(false)
  const read = useCallback(
    async (cursor: string | null) => {
      if (reading.current) return
      reading.current = true
      try {
        const page = await listDuplicates(customerId, cursor)
        setHeld((before) => ({ ...withPage(cursor === null ? nothing : before, page), status: 'ready' }))
      } catch (error) {
        setHeld((before) => ({ ...before, status: 'failed', fault: faultOf(error) }))
      } finally {
        reading.current = false
      }
    },
    [customerId],
  )
  useEffect(() => {
    setHeld(nothing)
    void read(null)
  }, [read])
  const pair = held.pairs[held.at] ?? null
  const toSee = held.pairs.length - held.at
  useEffect(() => {
    if (held.status === 'ready' && held.next !== null && toSee <= AHEAD) void read(held.next)
  }, [held.status, held.next, toSee, read])
  const judge = async (verdict: Verdict) => {
    if (!pair || judging) return
    setJudging(verdict)
    try {
      await judgeDuplicate(pair.pairId, verdict)
      setSaid({ kind: verdict, customerId: pair.sides[0].customerId })
      setHeld((before) => without(before, pair.pairId))
    } catch (error) {
      if (isSettled(error)) setHeld((before) => without(before, pair.pairId))
      setSaid({ kind: 'failed', problem: problemOf(error) })
    } finally {
      setJudging(null)
    }
  }
  const goTo = (at: number) => {
    setSaid(null)
    setHeld((before) => ({ ...before, at }))
  }
  return {
    status: held.status,
    fault: held.fault,
    pair,
    at: held.at,
    count: held.pairs.length,
    hasMore: held.next !== null,
    forward: held.at + 1 < held.pairs.length ? () => goTo(held.at + 1) : null,
    backward: held.at > 0 ? () => goTo(held.at - 1) : null,
    judging,
    judge: (verdict) => void judge(verdict),
    said,
    retry: () => {
      setHeld(nothing)
      void read(null)
    },
  }
}

function withPage(held: Held, page: { pairs: DuplicateView[]; next: string | null }): Held {
  const known = new Set(held.pairs.map((pair) => pair.pairId))
  const pairs = [...held.pairs, ...page.pairs.filter((pair) => !known.has(pair.pairId))]
  return { ...held, pairs, next: page.next, fault: null }
}

/** The place stays: what came after the pair that was decided stands where it stood. */
function without(held: Held, pairId: string): Held {
  const pairs = held.pairs.filter((pair) => pair.pairId !== pairId)
  return { ...held, pairs, at: Math.max(0, Math.min(held.at, pairs.length - 1)) }
}

/** Somebody else has decided it, or it is gone. */
function isSettled(error: unknown): boolean {
  const status = error instanceof RequestError ? error.problem?.status : undefined
  return status === 404 || status === 409
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return isSettled(error) ? error.message : texts.duplicates.notDone
}
