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

/** The contact rules of one process, read at most once a second: every decision asks for them. */
export interface RulesMemory {
  /** Never call it inside a transaction: it reads on the outer handle. */
  read: () => Promise<ContactRules>
  /** They were changed here: the next call sees it. Another process sees it within the second. */
  forget: () => void
}

const REMEMBER_MS = 1000

export function createRulesMemory(db: Db, clock: () => Date): RulesMemory {
  let known: { at: number; rules: Promise<ContactRules> } | null = null
  const readAnew = (at: number) => {
    const mine = { at, rules: readContactRules(db) }
    mine.rules.catch(() => {
      if (known === mine) known = null // the next call tries again
    })
    known = mine
    return mine.rules
  }
  return {
    read: () => {
      const now = clock().getTime()
      // a clock that was set back knows nothing of what comes later
      const fresh = known !== null && now >= known.at && now - known.at < REMEMBER_MS
      return fresh && known ? known.rules : readAnew(now)
    },
    forget: () => {
      known = null
    },
  }
}
