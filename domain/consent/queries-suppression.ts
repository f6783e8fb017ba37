import type { Identifier } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import { suppressionHash, suppressionHashes } from './suppression.ts'
import type { ConsentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()

/** These are never written to again, whoever brings them back. Answers how many are new. */
export async function suppress(
  tx: Db,
  key: string,
  identifiers: readonly Identifier[],
  reason: string,
  now: Date,
): Promise<number> {
  return suppressHashes(tx, suppressionHashes(key, identifiers), reason, now)
}

/** The same for identifiers that are known by their hashes alone: those of a journal of erasures. */
export async function suppressHashes(
  tx: Db,
  hashes: readonly string[],
  reason: string,
  now: Date,
): Promise<number> {
  if (hashes.length === 0) return 0
  const rows = await tables(tx)
    .insertInto('suppressions')
    .values(hashes.map((hash) => ({ address_hash: hash, reason: storableText(reason), created_at: now })))
    .onConflict((conflict) => conflict.column('address_hash').doNothing())
    .returning('address_hash')
    .execute()
  return rows.length
}

/** Whether any of these is. */
export async function isSuppressed(
  db: Db,
  key: string,
  identifiers: readonly Identifier[],
): Promise<boolean> {
  return (await suppressedAmong(db, key, identifiers)).length > 0
}

/** Those of them that are. */
export async function suppressedAmong<I extends Identifier>(
  db: Db,
  key: string,
  identifiers: readonly I[],
): Promise<I[]> {
  const hashes = suppressionHashes(key, identifiers)
  if (hashes.length === 0) return []
  const rows = await tables(db)
    .selectFrom('suppressions')
    .select('address_hash')
    .where('address_hash', 'in', hashes)
    .execute()
  const found = new Set(rows.map((row) => row.address_hash))
  return identifiers.filter((identifier) => found.has(suppressionHash(key, identifier) ?? ''))
}
