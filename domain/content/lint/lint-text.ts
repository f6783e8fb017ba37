import { placeFault } from '#contract/content-places.ts'
import { contentTemplateInput, type Finding } from '#contract/content-templates.ts'
import { error, type LintContext } from './finding.ts'
import { places } from './place-rules.ts'
import { claims, prices, shouting } from './wording-rules.ts'

/** Markup, addresses and numbers of people: nothing that a draft of words may hold. */
const FOREIGN = /<[a-z/!]|https?:|www\.|\S@\S+\.\S|(?:\+|\b00)\d[\d ()/-]{7,}/i

/** One text by itself, before it stands anywhere: the rules of words and places. */
export function lintText(text: string, language: string, context: LintContext): Finding[] {
  const fault = placeFault(text)
  if (fault !== null) return [error('broken_place', 'text', fault)]
  if (FOREIGN.test(text)) return [error('dead_link', 'text', 'Words alone: no addresses, no markup.')]
  const parsed = contentTemplateInput.safeParse({
    name: 'draft',
    title: 'Draft',
    purpose: 'service',
    languages: [language],
    channels: ['web'],
    modules: [{ type: 'text', key: 'text', text: { [language]: text } }],
  })
  if (!parsed.success) return [error('cannot_draw', 'text', 'It is no text that can be stored.')]
  const template = {
    ...parsed.data,
    modules: parsed.data.modules.flatMap((one) => (one.type === 'shared' ? [] : [one])),
  }
  return [places, claims, prices, shouting]
    .flatMap((rule) => rule(template, context))
    .map((finding) => ({ ...finding, path: 'text' }))
}
