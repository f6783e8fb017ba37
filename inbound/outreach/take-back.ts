import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { OutreachView } from '#contract/staff-outreach.ts'
import { membersOf } from '#domain/identity/index.ts'
import { cancelHeld, findRow } from '#orchestrator/index.ts'
import type { OutreachDeps } from './house.ts'
import { oneOutreach } from './list.ts'

/** Takes back what has not left yet. A colleague's message only an admin may take back. */
export async function takeBackOutreach(
  deps: OutreachDeps,
  staff: StaffView,
  { customerId, outboxId }: { customerId: string; outboxId: string },
  now: Date,
): Promise<OutreachView> {
  const row = await findRow(deps.db, outboxId)
  const theirs = row !== null && (await membersOf(deps.db, customerId)).includes(row.customerId)
  if (!theirs || row.sender.type !== 'associate') throw new Problem('not-found', 'There is no such message.')
  if (row.sender.staffId !== staff.staffId && !staff.roles.includes('admin'))
    throw new Problem('conflict', 'Someone else wrote this message.')
  if (row.state !== 'cancelled') await cancelHeld(deps.db, outboxId, staff.staffId, now)
  return oneOutreach(deps, outboxId)
}
