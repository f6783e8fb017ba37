import { readNote, writeNote } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import { type ContentRules, checkedContentRules, contentRulesWithDefaults } from './content-rules.ts'

const NOTE = 'content_rules'

/** What no message of the shop may say. */
export async function readContentRules(db: Db): Promise<ContentRules> {
  return contentRulesWithDefaults(await readNote(db, NOTE))
}

/** Throws `bad-request` by field. */
export async function writeContentRules(db: Db, input: unknown, now: Date): Promise<ContentRules> {
  const rules = checkedContentRules(input)
  await writeNote(db, NOTE, rules, now)
  return rules
}
