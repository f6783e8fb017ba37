import { fillTemplate, type Template } from '#contract/templates.ts'
import type { Composed, ComposeInput } from './composed.ts'
import type { PhoneRules } from './phone-rules.ts'

/**
 * An approved template, every parameter filled. It goes alone: what else the message says or shows is for
 * channels that take it, so a part beside it is refused rather than lost.
 */
export function composeTemplate({ content, template }: ComposeInput, rules: PhoneRules): Composed {
  const wanted = content.template
  if (!wanted || template?.templateId !== wanted.templateId)
    return refused('unknown_template', 'There is no such template.')
  if (content.parts.length > 0)
    return refused('unknown_part', 'A template goes alone: take out what is attached.')
  if (rules.templates !== 'text' && template.status !== 'approved')
    return refused('template_not_approved', `The template ${template.name} is not approved.`)
  const filled = fillTemplate(template, wanted.parameters)
  if (!filled.ok) return refused('template_parameter', parameterFault(filled))
  if (rules.templates === 'text')
    return { ok: true, contents: [{ type: 'text', text: filled.text }], segments: 1 }
  const reference = referenceOf(template, rules.templates)
  if (reference === null)
    return refused('unknown_template', `The provider has no name for the template ${template.name}.`)
  const drawn = { reference, language: template.language, parameters: filled.values }
  return { ok: true, contents: [{ type: 'template', template: drawn, text: filled.text }], segments: 1 }
}

function referenceOf(template: Template, provider: 'twilio' | 'whatsapp_cloud' | 'any'): string | null {
  const { twilio, whatsapp_cloud: meta } = template.references
  if (provider === 'any') return meta ?? twilio ?? template.name
  return (provider === 'twilio' ? twilio : meta) ?? null
}

function parameterFault(fault: {
  missing: string[]
  empty: string[]
  unknown: string[]
  unsendable: string[]
}) {
  if (fault.missing.length > 0) return `The template needs ${fault.missing.join(', ')}.`
  if (fault.empty.length > 0) return `The template's ${fault.empty.join(', ')} is empty.`
  if (fault.unsendable.length > 0)
    return `The template's ${fault.unsendable.join(', ')} has a line break, a tab or too many spaces.`
  return `The template has no ${fault.unknown.join(', ')}.`
}

function refused(reason: Extract<Composed, { ok: false }>['reason'], text: string): Composed {
  return { ok: false, reason, text }
}
