import type { ContentTemplateInput } from '#contract/content-templates.ts'
import { readContactRules, readSettings } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import type { LintContext } from './lint/finding.ts'
import { listTemplates } from './queries.ts'
import { sharedModules } from './queries-modules.ts'
import { readContentRules } from './queries-rules.ts'

/** What a lint must know of the shop, as it stands now; the address and dead pages are the caller's to know. */
export async function readLintContext(
  db: Db,
  given: Pick<LintContext, 'postalAddress'> & Partial<Pick<LintContext, 'deadPages'>>,
): Promise<LintContext> {
  const { shopName, locale, accentColor } = await readSettings(db)
  const { smsMaxSegments } = await readContactRules(db)
  return {
    shopName,
    locale,
    accentColor,
    smsMaxSegments,
    whatsappTemplates: await listTemplates(db),
    rules: await readContentRules(db),
    shared: await sharedModules(db),
    deadPages: new Set(),
    ...given,
  }
}

/** The pages and addresses that a message leads to by name, as they are written. */
export function pagesIn({ target, modules }: Pick<ContentTemplateInput, 'target' | 'modules'>): string[] {
  const targets = [
    target,
    ...modules.flatMap((module) => ('target' in module && module.target ? module.target : [])),
  ]
  const pages = targets.flatMap((each) =>
    each.to === 'page' ? each.path : each.to === 'url' ? each.url : [],
  )
  return [...new Set(pages)]
}
