import { conversationsWaiting, nextTurnAt } from '#domain/conversations/index.ts'
import { longestUnnoticed, sweepHandoffs } from '#domain/handoff/index.ts'
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

/** When the sweep has something to begin: a phone's turn, or the notice that nobody is free. null: nothing waits. */
export async function nextDue(deps: InboundDeps): Promise<Date | null> {
  const [turn, queued] = [await nextTurnAt(deps.db), await longestUnnoticed(deps.db)]
  const { queueTimeoutSeconds } = await deps.settings()
  const notice = queued && new Date(queued.getTime() + queueTimeoutSeconds * 1000)
  return turn && notice ? new Date(Math.min(turn.getTime(), notice.getTime())) : (turn ?? notice)
}
