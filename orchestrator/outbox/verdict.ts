import type { SendResult } from '#channels/index.ts'
import type { ContactRules } from '#contract/contact-rules.ts'
import { backoffMs } from './backoff.ts'
import type { OutboxRow, RowReason } from './outbox.ts'
import type { Patch } from './queries.ts'
import { type Consequence, consequences } from './rejection.ts'

/** What a provider's answer means for a row that is with it. */
export type Verdict =
  /** Taken: `patch` goes in beside what the parts say. */
  | { means: 'taken'; patch: Patch }
  /** It waits, or nobody knows. */
  | { means: 'stop'; patch: Patch }
  /** It is over on this channel. */
  | { means: 'over'; reason: RowReason; error: { code: string; text: string }; consequence: Consequence }

type Limits = Pick<ContactRules, 'maxAttempts' | 'giveUpHours'>

const givenBack: Patch = { worker: null, lease_until: null }

/** `random`: from 0 up to 1. */
export function verdictOf(
  row: OutboxRow,
  part: number,
  result: SendResult,
  about: { now: Date; rules: Limits; random: number; leaseMs: number },
): Verdict {
  const { now } = about
  switch (result.outcome) {
    case 'accepted':
      return { means: 'taken', patch: takenPatch(row, part, result.segments, about) }
    case 'unknown':
      return {
        means: 'stop',
        patch: { ...givenBack, state: 'unknown', reason: 'answer_lost', ...errorOf('unknown', result.text) },
      }
    case 'rejected': {
      const { code, text, reason } = result
      return { means: 'over', reason, error: { code, text }, consequence: consequences[reason] }
    }
    case 'retry': {
      const { code, text } = result
      const due = new Date(now.getTime() + backoffMs(row.attempts, about.random, result.afterMs))
      if (isHopeless(row, due, about))
        return { means: 'over', reason: 'gave_up', error: { code, text }, consequence: goneUp }
      const patch = { ...givenBack, state: 'queued' as const, due_at: due, ...errorOf(code, text) }
      return { means: 'stop', patch: part > 0 ? patch : { ...patch, started_at: null } }
    }
  }
}

const goneUp: Consequence = { nextChannel: true, otherwise: 'dead' }

function takenPatch(
  row: OutboxRow,
  part: number,
  segments: number | undefined,
  { now, leaseMs }: { now: Date; leaseMs: number },
): Patch {
  const done = part + 1 >= row.parts
  return {
    parts_sent: Math.max(row.partsSent, part + 1),
    accepted_at: row.acceptedAt ?? now,
    ...(segments !== undefined && row.parts === 1 && billedAs(row, segments)),
    ...(done ? givenBack : { lease_until: new Date(now.getTime() + leaseMs) }),
  }
}

/** The provider counted its parts: what it costs is by them. */
function billedAs(row: OutboxRow, segments: number): Patch {
  if (row.channel !== 'sms' || row.segments === 0) return { segments }
  return { segments, cost: Math.round((row.cost * segments) / row.segments) }
}

function isHopeless(row: OutboxRow, due: Date, { now, rules }: { now: Date; rules: Limits }): boolean {
  if (row.attempts >= rules.maxAttempts) return true
  if (row.expiresAt && due >= row.expiresAt) return true
  const since = row.firstTriedAt ?? now
  return due.getTime() - since.getTime() > rules.giveUpHours * 3_600_000
}

const errorOf = (code: string, text: string): Patch => ({ error_code: code, error_text: text.slice(0, 500) })
