import type { Touch } from './person-facts.ts'
import type { FactRow, TouchFact } from './queries-facts.ts'

export function touchFrom({ fact }: FactRow): Touch {
  const [outboxId, kind, channel, subject, state, startedAt, dueAt, priority, expectedValue, createdAt] =
    fact as TouchFact
  return {
    outboxId,
    kind,
    channel,
    subject,
    startedAt: startedAt === null ? null : new Date(startedAt),
    dueAt: dueAt === null ? null : new Date(dueAt),
    held: state === 'held',
    underway: state === 'sending',
    priority,
    expectedValue,
    createdAt: new Date(createdAt),
  }
}
