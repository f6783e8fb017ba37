import { countUnreturned, unreturnedAfter } from '#domain/identity/index.ts'
import { type Db, inTransaction, lock, lockAll, type Term } from '#store/index.ts'
import { personalRooms } from './rooms.ts'

const AT_ONCE = 200

/** Anonymous visitors who did not come back, with everything every room keeps of them. */
export const unreturnedTerm: Term = {
  count: countUnreturned,
  remove: async (db, before) => {
    let total = 0
    for (let after = ''; ; ) {
      const ids = await unreturnedAfter(db, before, { after, limit: AT_ONCE })
      const last = ids.at(-1)
      if (last === undefined) return total
      after = last
      total += await inTransaction(db, (tx) => forget(tx, ids, before))
      await new Promise((resolve) => setImmediate(resolve))
    }
  },
}

/** Under the locks it is asked again: somebody may have come back just now. */
async function forget(tx: Db, candidates: string[], before: Date): Promise<number> {
  await lock(tx, 'customer', 'links')
  await lockAll(tx, 'customer', candidates)
  const ids = await unreturnedAfter(tx, before, { after: '', limit: AT_ONCE, among: candidates })
  for (const room of Object.values(personalRooms)) await room.erasePerson(tx, ids, before)
  return ids.length
}
