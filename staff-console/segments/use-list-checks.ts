import { useEffect, useState } from 'react'
import type { SegmentChecksView } from '#contract/staff-segments.ts'
import { readChecks } from '../api/segments.ts'

export type RowChecks = SegmentChecksView | 'failed'

/** The checks of the segments in a list, looked at one after the other: each asks some thousand customers. */
export function useListChecks(segmentIds: readonly string[]): ReadonlyMap<string, RowChecks> {
  const [checks, setChecks] = useState<ReadonlyMap<string, RowChecks>>(new Map())
  const asked = segmentIds.join(' ')
  useEffect(() => {
    let left = false
    const look = async () => {
      for (const segmentId of asked.split(' ').filter(Boolean)) {
        if (left) return
        const found = await readChecks(segmentId).catch(() => 'failed' as const)
        if (!left) setChecks((before) => new Map(before).set(segmentId, found))
      }
    }
    void look()
    return () => {
      left = true
    }
  }, [asked])
  return checks
}
