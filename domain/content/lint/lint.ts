import type { ContentTemplateInput, Finding } from '#contract/content-templates.ts'
import { expandModules } from '../shared-modules.ts'
import { channelNeeds, law, subjectLength } from './channel-rules.ts'
import { drawn } from './drawn-rules.ts'
import { error, type LintContext, type Rule } from './finding.ts'
import { altTexts, contrast, deadLinks, hasWords, openTime } from './look-rules.ts'
import { places } from './place-rules.ts'
import { whatsapp } from './whatsapp-rules.ts'
import { claims, prices, shouting, wordings } from './wording-rules.ts'

const rules: readonly Rule[] = [
  wordings,
  places,
  claims,
  prices,
  shouting,
  channelNeeds,
  subjectLength,
  law,
  whatsapp,
  altTexts,
  contrast,
  openTime,
  deadLinks,
  hasWords,
  drawn,
]

/** Everything that is wrong with a message, errors first. Pure: the same message and shop, the same findings. */
export function lintContent(written: ContentTemplateInput, context: LintContext): Finding[] {
  const expanded = expandModules(written.modules, context.shared)
  if (!expanded.ok) return [error('shared_module', `modules.${expanded.path}`, expanded.message)]
  const template = { ...written, modules: expanded.modules }
  const found = rules.flatMap((rule) => rule(template, context))
  const once = new Map(found.map((finding) => [JSON.stringify(finding), finding]))
  return [...once.values()].sort((a, b) => rank(a) - rank(b))
}

const rank = ({ level }: Finding) => (level === 'error' ? 0 : 1)

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === 'error')
}
