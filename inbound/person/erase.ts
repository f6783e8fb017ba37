import { suppress, suppressionHashes } from '#domain/consent/index.ts'
import { identifiersOf, membersOf, rootOf } from '#domain/identity/index.ts'
import { recordErasure } from '#domain/rights/index.ts'
import { type Db, inTransaction, lock, lockAll } from '#store/index.ts'
import { type KeepErasure, recordHash } from './erasure-entry.ts'
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

export interface EraseDeps {
  suppressionKey: string
  keepErasure: KeepErasure
}

/**
 * Forgets a person in one transaction, over all members: nothing arrives, joins or is sent meanwhile. What
 * stays: orders without the person, and HMACs of the identifiers, so that an import brings nobody back.
 */
export function eraseCustomer(db: Db, customerId: string, deps: EraseDeps, now: Date): Promise<Erased> {
  const { suppressionKey: key } = deps
  return inTransaction(db, async (tx) => {
    // 1. nobody is joined, and nothing is sent to the person, until this is done
    await lock(tx, 'customer', 'links')
    const root = await rootOf(tx, customerId)
    const members = await membersOf(tx, root)
    await lockAll(tx, 'customer', members)
    // 2. the list that outlives the person
    const identifiers = await identifiersOf(tx, members)
    await suppress(tx, key, identifiers, 'erased', now)
    // 3. every room forgets
    const counts: Record<string, number> = {}
    for (const [name, room] of Object.entries(personalRooms)) {
      const rows = Object.values(await room.exportPerson(tx, members))
      counts[name] = rows.reduce((sum, list) => sum + list.length, 0)
      await room.erasePerson(tx, members, now)
    }
    // 4. written down outside the database before it counts: a backup from before must be cleaned again
    const hashes = suppressionHashes(key, identifiers)
    const records = members.map((id) => recordHash(key, id))
    await deps.keepErasure({ at: now.toISOString(), hashes, records })
    return { customerId: root, members, counts, hashes }
  })
}

/** An erasure without the two pairs of eyes of the console: by whoever holds the machine, and on record. */
export function eraseByHand(
  db: Db,
  customerId: string,
  by: string,
  deps: EraseDeps,
  now: Date,
): Promise<Erased> {
  return inTransaction(db, async (tx) => {
    const erased = await eraseCustomer(tx, customerId, deps, now)
    const { hashes, counts, members } = erased
    await recordErasure(tx, { hashes, customerIds: members, counts, by }, now)
    return erased
  })
}
