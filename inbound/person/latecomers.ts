import { endSweep, sweepableErasures } from '#domain/rights/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { personalRooms } from './rooms.ts'

const DAY_MS = 86_400_000

/**
 * Forgets what was still written under an erased person's ids by whatever was under way meanwhile (a turn of
 * the agent, a browser connected to another process), for a day after each erasure.
 */
export async function sweepLatecomers(db: Db, now: Date): Promise<void> {
  for (const { requestId, customerIds, doneAt } of await sweepableErasures(db))
    await inTransaction(db, async (tx) => {
      for (const room of Object.values(personalRooms)) await room.erasePerson(tx, customerIds, now)
      if (now.getTime() - doneAt.getTime() > DAY_MS) await endSweep(tx, requestId)
    })
}
