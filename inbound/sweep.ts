import { conversationsWaiting } from '#domain/conversations/index.ts'
import { sweepHandoffs } from '#domain/handoff/index.ts'
import { onlineStaff } from '#domain/staff/index.ts'
import { leaveWithNotices, publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import { lockPhone } from './phone/leave-by-phone.ts'
import type { TurnWorker } from './turn-worker.ts'

const AT_ONCE = 50

/**
 * What time alone makes due: turns that nobody works on (their worker died, or their message came to
 * another process), waiting shoppers who must be told, conversations whose person has gone.
 */
export async function sweep(deps: InboundDeps, worker: TurnWorker): Promise<void> {
  const now = deps.clock()
  for (const ref of await conversationsWaiting(deps.db, now, AT_ONCE)) worker.wake(ref, [])
  const settings = await deps.settings()
  const changes = await sweepHandoffs(deps.db, {
    queueTimeoutMs: settings.queueTimeoutSeconds * 1000,
    now,
    onlineStaff: await onlineStaff(deps.db, now),
    around: {
      before: lockPhone,
      after: (tx, swept) => leaveWithNotices(deps, tx, swept, now),
    },
  })
  for (const { conversation, messages } of changes) publishChange(deps, conversation, conversation, messages)
}
