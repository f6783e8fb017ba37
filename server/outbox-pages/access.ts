import { Problem } from '#contract/problem.ts'
import type { StaffRole, StaffView } from '#contract/staff-api.ts'
import { findRow, type OutboxRow } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** Who reads everything that leaves; associates read what they wrote themselves. */
const readers: readonly StaffRole[] = ['support', 'crm', 'admin']

/** null: this reader reads the messages of everybody. */
export function onlyOwn({ staffId, roles }: StaffView): string | null {
  return roles.some((role) => readers.includes(role)) ? null : staffId
}

/** A message that this reader may read; one that is not theirs is none. Throws `not-found`. */
export async function readRow(db: Db, outboxId: string, reader: StaffView): Promise<OutboxRow> {
  const row = await findRow(db, outboxId)
  const own = onlyOwn(reader)
  const isTheirs = row?.sender.type === 'associate' && row.sender.staffId === own
  if (!row || (own !== null && !isTheirs)) throw new Problem('not-found', 'There is no such message.')
  return row
}
