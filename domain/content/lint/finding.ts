import type { Finding, FindingRule, SharedModule } from '#contract/content-templates.ts'
import type { Template } from '#contract/templates.ts'
import type { ContentRules } from '../content-rules.ts'
import type { DrawnFrom } from '../versions.ts'

/** What a lint must know of the shop. */
export interface LintContext {
  shopName: string
  /** Who sends and where they are; empty: not set up. */
  postalAddress: string
  locale: string
  accentColor: string
  smsMaxSegments: number
  whatsappTemplates: readonly Template[]
  rules: ContentRules
  /** Pages that were asked for and are not there. */
  deadPages: ReadonlySet<string>
  shared: ReadonlyMap<string, SharedModule>
}

export type Rule = (template: DrawnFrom, context: LintContext) => Finding[]

export const error = (rule: FindingRule, path: string, words: string): Finding => ({
  level: 'error',
  rule,
  path,
  words,
})
export const warning = (rule: FindingRule, path: string, words: string): Finding => ({
  level: 'warning',
  rule,
  path,
  words,
})
