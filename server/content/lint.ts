import type { ContentTemplateInput, Finding } from '#contract/content-templates.ts'
import { checkedContent, type LintContext, lintContent, readLintContext } from '#domain/content/index.ts'
import { deadPages } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { ownPagesOf } from '../links/own-pages.ts'
import { pageStatus } from './page-status.ts'

/** What stands in the way of a message, and what is only shown; pages of the shop that it leads to are asked for. */
export async function lintWritten(house: House, written: unknown): Promise<Finding[]> {
  const content = checkedContent(written)
  return lintContent(content, await lintContextFor(house, content))
}

export async function lintContextFor(house: House, written: ContentTemplateInput): Promise<LintContext> {
  const { db, config } = house
  return readLintContext(db, {
    postalAddress: config.POSTAL_ADDRESS,
    deadPages: await deadPages(written, ownPagesOf(house), pageStatus),
  })
}
