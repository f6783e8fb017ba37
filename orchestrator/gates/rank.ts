import type { Touch } from '../person-facts.ts'

/** What decides between two messages to one person. `outboxId` null: it is being asked for. */
export type Rank = Pick<Touch, 'priority' | 'expectedValue' | 'createdAt'> & { outboxId: string | null }

/** Higher priority, then more expected of it, then asked for earlier, then by id: one comes first, always. */
export function comesBefore(a: Rank, b: Rank): boolean {
  if (a.priority !== b.priority) return a.priority > b.priority
  if (a.expectedValue !== b.expectedValue) return a.expectedValue > b.expectedValue
  const earlier = a.createdAt.getTime() - b.createdAt.getTime()
  if (earlier !== 0) return earlier < 0
  // one that is being asked for has no id yet: it comes after those that have
  return b.outboxId === null ? a.outboxId !== null : a.outboxId !== null && a.outboxId < b.outboxId
}

/** The best of them; null of none. */
export const bestOf = <T extends Rank>(all: readonly T[]): T | null =>
  all.reduce<T | null>((best, each) => (best && comesBefore(best, each) ? best : each), null)
