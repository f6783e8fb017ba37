import { sql } from 'kysely'
import { readMigrations } from '#store/index.ts'
import type { House } from './house.ts'

/** Why this server cannot serve now, in words; empty when it can. The database is asked each time. */
export async function whatIsMissing(house: House): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from migrations`.execute(house.db)
    const applied = new Set(rows.map((row) => row.name))
    const missing = readMigrations().filter(({ name }) => !applied.has(name))
    return missing.map(({ name }) => `migration ${name} is not applied`)
  } catch {
    return ['the database does not answer']
  }
}
