import { isContentField } from '#contract/content-places.ts'
import type { Finding } from '#contract/content-templates.ts'
import type { Template } from '#contract/templates.ts'
import type { DrawnFrom } from '../versions.ts'
import { error, type LintContext, type Rule, warning } from './finding.ts'

/** Outside the 24 hours only an approved WhatsApp template goes, whole, in the reader's language. */
export const whatsapp: Rule = (template, context) => {
  if (!template.channels.includes('whatsapp')) return []
  const wanted = template.whatsapp
  if (!wanted)
    return [
      error('whatsapp_template', 'whatsapp', 'Name the WhatsApp template that goes outside the 24 hours.'),
    ]
  const named = context.whatsappTemplates.filter(({ name }) => name === wanted.template)
  if (named.length === 0)
    return [
      error('whatsapp_template', 'whatsapp.template', `There is no WhatsApp template ${wanted.template}.`),
    ]
  return [
    ...languageFindings(template, named),
    ...named.flatMap((one) => templateFindings(template, one, context)),
  ]
}

function languageFindings({ languages }: DrawnFrom, named: readonly Template[]): Finding[] {
  return languages.flatMap((language) => {
    const own = named.filter((one) => one.language.split('_')[0] === language)
    if (own.some(({ status }) => status === 'approved')) return []
    const words =
      own.length === 0 ? `It is not written in ${language}.` : `It is not approved in ${language}.`
    return [error('whatsapp_not_approved', 'whatsapp.template', words)]
  })
}

function templateFindings(template: DrawnFrom, named: Template, { shopName: _ }: LintContext): Finding[] {
  const given = template.whatsapp?.parameters ?? {}
  const missing = named.parameters.filter((name) => !Object.hasOwn(given, name) && !isContentField(name))
  const unknown = Object.keys(given).filter((name) => !named.parameters.includes(name))
  const sells = template.purpose !== 'service'
  return [
    ...missing.map((name) =>
      error('missing_parameter', `whatsapp.parameters.${name}`, `Its place {{${name}}} is not filled.`),
    ),
    ...unknown.map((name) =>
      error('missing_parameter', `whatsapp.parameters.${name}`, `The template has no place {{${name}}}.`),
    ),
    ...(sells && named.category !== 'marketing'
      ? [
          error(
            'whatsapp_template',
            'whatsapp.template',
            'What sells goes by a template of the category marketing.',
          ),
        ]
      : []),
    ...(sells && !/\bSTOP\b/i.test(named.body)
      ? [warning('opt_out_line', 'whatsapp.template', 'Its text does not say how to end such messages.')]
      : []),
  ]
}
