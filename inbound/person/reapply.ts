import { suppressHashes, suppressionHashes } from '#domain/consent/index.ts'
import { findCustomer, type MemberRow, membersAfter } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { eraseByHand } from './erase.ts'
import { type ErasureEntry, recordHash } from './erasure-entry.ts'

const PAGE = 5000

/**
 * Erases anew whoever had been erased after a restored backup was made: found by the hashes of their records
 * and identifiers. Answers how many people it were. Entries from before the backup must not be given: who
 * came back by themselves since then would be erased again.
 */
export async function reapplyErasures(
  db: Db,
  entries: readonly ErasureEntry[],
  suppressionKey: string,
  now: Date,
): Promise<number> {
  if (entries.length === 0) return 0
  const hashes = new Set(entries.flatMap((entry) => entry.hashes))
  const records = new Set(entries.flatMap((entry) => entry.records))
  await suppressHashes(db, [...hashes], 'erased', now)
  const isErased = ({ customerId, identifier }: MemberRow) =>
    records.has(recordHash(suppressionKey, customerId)) ||
    (identifier !== null && suppressionHashes(suppressionKey, [identifier]).some((hash) => hashes.has(hash)))
  const found: string[] = []
  for (let after = ''; ; ) {
    const page = await membersAfter(db, after, PAGE)
    found.push(...page.filter(isErased).map((row) => row.customerId))
    const last = page.at(-1)
    if (!last) break
    after = last.customerId
  }
  // it is in the journal already
  const deps = { suppressionKey, keepErasure: async () => {} }
  let people = 0
  for (const customerId of found) {
    if (!(await findCustomer(db, customerId))) continue // gone with another of the person's records
    await eraseByHand(db, customerId, 'rapport restore', deps, now)
    people++
  }
  return people
}
