import { endSweep, sweepableErasures } from '#domain/rights/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { personalRooms } from './rooms.ts'

const SOON_MS = 10 * 60_000
const DAY_MS = 86_400_000

/**
 * Forgets what was still written under an erased person's ids by whatever was under way meanwhile (a turn of
 * the agent, a browser connected to another process): in the first ten minutes, and once more after a day.
 */
export async function sweepLatecomers(db: Db, now: Date): Promise<void> {
  for (const { requestId, customerIds, doneAt } of await sweepableErasures(db)) {
    const age = now.getTime() - doneAt.getTime()
    if (age > SOON_MS && age <= DAY_MS) continue
    await inTransaction(db, async (tx) => {
      for (const room of Object.values(personalRooms)) await room.erasePerson(tx, customerIds, now)
      if (age > DAY_MS) await endSweep(tx, requestId)
    })
  }
}
