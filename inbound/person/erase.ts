import { suppress, suppressionHashes } from '#domain/consent/index.ts'
import { identifiersOf, membersOf, rootOf } from '#domain/identity/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { personalRooms } from './rooms.ts'

export interface Erased {
  /** The person's root, which is gone. */
  customerId: string
  members: string[]
  /** Rows by room, as they stood before. */
  counts: Record<string, number>
  /** HMACs of the identifiers that are never written to again. */
  hashes: string[]
}

/**
 * Forgets a person in one transaction, over all members: nothing arrives, joins or is sent meanwhile. What
 * stays: orders without the person, and HMACs of the identifiers, so that an import brings nobody back.
 */
export function eraseCustomer(
  db: Db,
  customerId: string,
  suppressionKey: string,
  now: Date,
): Promise<Erased> {
  return inTransaction(db, async (tx) => {
    // 1. nobody is joined, and nothing is sent to the person, until this is done
    await lock(tx, 'customer', 'links')
    const root = await rootOf(tx, customerId)
    await lock(tx, 'customer', root)
    const members = await membersOf(tx, root)
    // 2. the list that outlives the person
    const identifiers = await identifiersOf(tx, members)
    await suppress(tx, suppressionKey, identifiers, 'erased', now)
    // 3. every room forgets
    const counts: Record<string, number> = {}
    for (const [name, room] of Object.entries(personalRooms)) {
      const rows = Object.values(await room.exportPerson(tx, members))
      counts[name] = rows.reduce((sum, list) => sum + list.length, 0)
      await room.erasePerson(tx, members, now)
    }
    return { customerId: root, members, counts, hashes: suppressionHashes(suppressionKey, identifiers) }
  })
}
