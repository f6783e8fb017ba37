import type { OutboxRow, RowReason } from './outbox.ts'
import { progressOf } from './progress.ts'
import type { Patch } from './queries.ts'
import type { PartSaid } from './queries-provider.ts'

const latest = (times: (Date | null)[]): Date | null =>
  times.reduce<Date | null>((best, next) => (next && (!best || next > best) ? next : best), null)

/** States that what a provider says of its parts may change. */
const withProvider: ReadonlySet<OutboxRow['state']> = new Set([
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'failed',
])

/**
 * Where a row stands by what was said of its parts: nothing else decides, so any order of the same statuses
 * ends the same. Empty while its parts are not all there.
 */
export function standingBy(row: OutboxRow, parts: readonly PartSaid[], now: Date): Patch {
  const state = progressOf(
    parts.map(({ status }) => status),
    row.parts,
  )
  if (state === null || !withProvider.has(row.state)) return {}
  const reached = {
    delivered_at: null,
    read_at: null,
    failed_at: null,
    gate: null,
    reason: null,
    error_code: null,
  }
  const times: Patch = { ...reached, error_text: null, sent_at: row.acceptedAt ?? row.sentAt ?? now }
  if (state === 'failed') Object.assign(times, failureOf(parts))
  if (state === 'delivered' || state === 'read')
    times.delivered_at = latest(parts.map(({ deliveredAt, readAt }) => deliveredAt ?? readAt))
  if (state === 'read') times.read_at = latest(parts.map(({ readAt }) => readAt))
  return { ...times, state }
}

function failureOf(parts: readonly PartSaid[]): Patch {
  const failed = parts.filter(({ status }) => status === 'failed')
  const [first] = failed
  return {
    failed_at: latest(failed.map(({ failedAt }) => failedAt)),
    reason: (first?.reason ?? 'failed') satisfies RowReason | string,
    error_code: first?.error?.code ?? null,
    error_text: first?.error?.text ?? null,
  }
}

/** It waits for its hour, or to be tried again. */
export const waits = ({ state }: OutboxRow): boolean => state === 'queued' || state === 'held'

/**
 * A row whose answer was lost, or that a stopped process had, and that the provider now speaks of: known parts
 * count as taken; what surely was not given to the provider yet goes on from there. One that waits to be tried
 * again, and is all there by now, is not tried again.
 */
export function settledBy(row: OutboxRow, parts: readonly PartSaid[], now: Date): Patch {
  if (row.state === 'dead' && row.reason === 'not_sent') return wasSentAfterAll(row, parts, now)
  const known = new Set(parts.map(({ part }) => part))
  let taken = 0
  while (known.has(taken)) taken += 1
  const gained = taken > row.partsSent
  if (gained && waits(row) && taken >= row.parts) return { ...wasSentAfterAll(row, parts, now), due_at: null }
  const patch: Patch = gained
    ? { parts_sent: taken, accepted_at: row.acceptedAt ?? now, settled_by: null }
    : {}
  const standing = standingBy(row, parts, now)
  if (standing.state !== undefined || row.state !== 'unknown' || !gained) return { ...patch, ...standing }
  return { ...patch, state: 'queued', due_at: now, reason: null, error_code: null, error_text: null }
}

/** We took it for not sent, and the provider speaks of it: it counts again. */
function wasSentAfterAll(row: OutboxRow, parts: readonly PartSaid[], now: Date): Patch {
  const standing = standingBy({ ...row, state: 'unknown' }, parts, now)
  if (standing.state === undefined) return {}
  return {
    ...standing,
    started_at: row.startedAt ?? row.firstTriedAt ?? now,
    accepted_at: now,
    parts_sent: row.parts,
  }
}
