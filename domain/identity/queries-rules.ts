import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { type IdentityRules, rulesFrom } from './rules.ts'

/** The rules in force: the defaults with what the shop has changed. One small read. */
export async function readRules(db: Db): Promise<IdentityRules> {
  const { rows } = await sql<{
    name: string
    value: unknown
  }>`select name, value from identity_rules`.execute(db)
  return rulesFrom(new Map(rows.map(({ name, value }) => [name, value])))
}
