import type { ContactRules } from '#contract/contact-rules.ts'
import type { Db } from '#store/index.ts'
import { checkedRules, rulesWithDefaults } from './contact-rules.ts'
import { type Audited, changeAudited } from './queries-changes.ts'
import type { SettingsTables } from './tables.ts'

const rules: Audited<ContactRules> = {
  area: 'contact_rules',
  key: 'contact_rules',
  whole: rulesWithDefaults,
}

/** The shop's contact rules, with defaults for what was never set. One indexed read. */
export async function readContactRules(db: Db): Promise<ContactRules> {
  const row = await db
    .withTables<SettingsTables>()
    .selectFrom('settings')
    .select('value')
    .where('key', '=', rules.key)
    .executeTakeFirst()
  return rulesWithDefaults(row?.value)
}

/** Changes some rules and answers all. Throws `bad-request` with one entry per wrong field. */
export async function writeContactRules(
  db: Db,
  patch: unknown,
  by: string | null,
  now: Date,
): Promise<ContactRules> {
  return changeAudited(db, rules, checkedRules(patch), by, now)
}
