import { type Db, storableJson, storableText } from '#store/index.ts'
import { type ApiKeyRow, hintOf, type KeyKind, keyIdOf, newKey, storedForm } from './api-keys.ts'
import { type Audited, changeAudited } from './queries-changes.ts'
import { checkedPatch, type Settings, withDefaults } from './settings.ts'
import type { SettingsTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SettingsTables>()

/** One row holds what was changed from the defaults; changes are merged into it by the database. */
const SHOP = 'shop'

/** The shop's settings, with defaults for what was never set. One indexed read: call it per turn. */
export async function readSettings(db: Db): Promise<Settings> {
  return withDefaults(await readKey(db, SHOP))
}

async function readKey(db: Db, key: string): Promise<unknown> {
  const row = await tables(db)
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

const shop: Audited<Settings> = { area: 'shop', key: SHOP, whole: withDefaults }

/**
 * Changes some settings and answers all; each change is noted with who and when. Throws `bad-request` with one
 * entry per wrong field.
 */
export async function writeSettings(
  db: Db,
  patch: Partial<Settings>,
  by: string | null,
  now: Date,
): Promise<Settings> {
  return changeAudited(db, shop, checkedPatch(patch), by, now)
}

/** A small fact of the house's own, such as `demo`; undefined where it was never written. */
export function readNote(db: Db, key: string): Promise<unknown> {
  return readKey(db, `note.${key}`)
}

/** Writes such a fact; `undefined` removes it. */
export async function writeNote(db: Db, key: string, value: unknown, now: Date): Promise<void> {
  const name = `note.${key}`
  if (value === undefined) {
    await tables(db).deleteFrom('settings').where('key', '=', name).execute()
    return
  }
  const written = { value: storableJson(value), updated_at: now, updated_by: null }
  await tables(db)
    .insertInto('settings')
    .values({ key: name, ...written })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(written))
    .execute()
}

/** Makes a key. Of a secret one only the hash is kept: this is the one time it can be seen. */
export async function createApiKey(
  db: Db,
  kind: KeyKind,
  label: string,
  now: Date,
): Promise<{ key: string; keyId: string }> {
  const key = newKey(kind)
  const stored = storedForm(key)
  await tables(db)
    .insertInto('api_keys')
    .values({
      key_hash: stored,
      kind,
      label: storableText(label),
      hint: hintOf(key),
      created_at: now,
      revoked_at: null,
    })
    .execute()
  return { key, keyId: keyIdOf(stored) }
}

/** What a key opens; null: unknown or revoked. */
export async function checkApiKey(db: Db, key: string): Promise<KeyKind | null> {
  return (await findApiKey(db, key))?.kind ?? null
}

/** What a key opens, and what it was called when it was made; null: unknown or revoked. */
export async function findApiKey(db: Db, key: string): Promise<{ kind: KeyKind; label: string } | null> {
  const row = await tables(db)
    .selectFrom('api_keys')
    .select(['kind', 'label'])
    .where('key_hash', '=', storedForm(storableText(key)))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  // the hash of a secret key is not a key: what is shown must be of the kind that is stored
  return row && key.startsWith(row.kind === 'secret' ? 'sk_' : 'pk_') ? row : null
}

/** Newest first, revoked ones too. */
export async function listApiKeys(db: Db): Promise<ApiKeyRow[]> {
  const rows = await tables(db)
    .selectFrom('api_keys')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('key_hash')
    .execute()
  return rows.map((row) => ({
    keyId: keyIdOf(row.key_hash),
    kind: row.kind,
    label: row.label,
    hint: row.hint,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }))
}

/** Ends a key, named by itself or by its `keyId`; false: there is none, or it had ended before. */
export async function revokeApiKey(db: Db, keyOrKeyId: string, now: Date): Promise<boolean> {
  const rows = await tables(db).selectFrom('api_keys').select('key_hash').execute()
  const wanted = [keyOrKeyId, keyIdOf(storedForm(keyOrKeyId))]
  const stored = rows.find((row) => wanted.includes(keyIdOf(row.key_hash)))?.key_hash
  if (stored === undefined) return false
  const result = await tables(db)
    .updateTable('api_keys')
    .set({ revoked_at: now })
    .where('key_hash', '=', stored)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The newest public key that is not revoked. */
export async function publicKey(db: Db): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('api_keys')
    .select('key_hash')
    .where('kind', '=', 'public')
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.key_hash ?? null
}
