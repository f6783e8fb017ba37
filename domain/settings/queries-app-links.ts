import type { AppLinks } from '#contract/app-links.ts'
import type { Db } from '#store/index.ts'
import { appLinksWithDefaults, checkedAppLinks } from './app-links.ts'
import { type Audited, changeAudited } from './queries-changes.ts'
import type { SettingsTables } from './tables.ts'

const links: Audited<AppLinks> = { area: 'app_links', key: 'app_links', whole: appLinksWithDefaults }

/** How pages of the shop open in its app. One indexed read. */
export async function readAppLinks(db: Db): Promise<AppLinks> {
  const row = await db
    .withTables<SettingsTables>()
    .selectFrom('settings')
    .select('value')
    .where('key', '=', links.key)
    .executeTakeFirst()
  return appLinksWithDefaults(row?.value)
}

/** Changes some of it and answers all. Throws `bad-request` with one entry per wrong field. */
export async function writeAppLinks(db: Db, patch: unknown, by: string | null, now: Date): Promise<AppLinks> {
  return changeAudited(db, links, checkedAppLinks(patch), by, now)
}
