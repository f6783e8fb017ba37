import { z } from 'zod'

export const templateCategories = ['marketing', 'utility', 'authentication'] as const
export type TemplateCategory = (typeof templateCategories)[number]

/** `draft`: not handed in; `pending`: with the provider. Only an approved one may be sent. */
export const templateStatuses = ['draft', 'pending', 'approved', 'paused', 'rejected'] as const
export type TemplateStatus = (typeof templateStatuses)[number]

/** A message that WhatsApp has approved beforehand: the only thing that may go where its window is closed. */
export interface Template {
  templateId: string
  name: string
  channel: 'whatsapp'
  /** As providers write it: `en`, `en_US`, `de`. */
  language: string
  category: TemplateCategory
  /** With `{{1}}` or `{{first_name}}` where the parameters go. */
  body: string
  /** Found in the body: by number, or by name in the order of their first place. */
  parameters: string[]
  status: TemplateStatus
  /** Why a provider refused or paused it. */
  statusNote: string | null
  /** The providers' own names for it; one it has no name at cannot send it. */
  references: { twilio?: string; whatsapp_cloud?: string }
  updatedAt: string
}

const reference = z.string().trim().min(1).max(512).optional()

/** What a person writes of a template; status and parameters follow from it. */
export const templateInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(512)
    .regex(/^[a-z0-9_]+$/, 'small letters, digits and _ only'),
  language: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(_[A-Z]{2}|_[A-Z][a-z]{3}(_[A-Z]{2})?)?$/, 'a language such as en, en_US or de'),
  category: z.enum(templateCategories),
  body: z.string().trim().min(1).max(1024),
  references: z.strictObject({ twilio: reference, whatsapp_cloud: reference }),
})
export type TemplateInput = z.output<typeof templateInput>

const PLACE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g

/** The parameters of a body: numbers in their order, names in the order of their first place. */
export function parametersIn(body: string): string[] {
  const found = [...new Set([...body.matchAll(PLACE)].map((match) => match[1] ?? ''))]
  return found.every(isNumber) ? found.sort((a, b) => Number(a) - Number(b)) : found
}

/** What is wrong with a body, as WhatsApp would say it after a day; null: nothing that can be seen from here. */
export function bodyFault(body: string): string | null {
  if (/\{\{|\}\}/.test(body.replace(PLACE, '')))
    return 'a parameter is one word in double braces, such as {{first_name}}'
  const names = parametersIn(body)
  const numbers = names.filter(isNumber)
  if (numbers.length > 0 && numbers.length < names.length) return 'parameters are all numbers or all names'
  if (numbers.some((number, index) => number !== String(index + 1)))
    return 'numbers count from {{1}} without a gap'
  if (/^\s*\{\{|\}\}\s*$/.test(body)) return 'WhatsApp takes no template that begins or ends with a parameter'
  if (/\}\}\s*\{\{/.test(body)) return 'two parameters need words between them'
  return null
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}

export type FilledTemplate =
  | { ok: true; text: string /** In the template's order. */; values: { name: string; value: string }[] }
  | {
      ok: false
      missing: string[]
      empty: string[]
      unknown: string[]
      /** With a line break, a tab or more than four spaces: Meta refuses the whole message. */
      unsendable: string[]
    }

const NOTHING_TO_SEE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u
const UNSENDABLE = /[\n\r\t\v\f\u0085\u2028\u2029]| {5,}/

/** The template's text with its parameters in place. Every one must be given, and nothing else. */
export function fillTemplate(
  template: Pick<Template, 'body' | 'parameters'>,
  given: Readonly<Record<string, string>>,
): FilledTemplate {
  const { parameters } = template
  const has = (name: string) => Object.hasOwn(given, name)
  const missing = parameters.filter((name) => !has(name))
  const values = parameters.filter(has).map((name) => ({ name, value: (given[name] ?? '').trim() }))
  const empty = values.filter(({ value }) => NOTHING_TO_SEE.test(value)).map(({ name }) => name)
  const unsendable = values.filter(({ value }) => UNSENDABLE.test(value)).map(({ name }) => name)
  const unknown = Object.keys(given).filter((name) => !parameters.includes(name))
  if (missing.length + empty.length + unsendable.length + unknown.length > 0)
    return { ok: false, missing, empty, unknown, unsendable }
  const filled = new Map(values.map(({ name, value }) => [name, value]))
  const text = template.body.replace(PLACE, (_place, name: string) => filled.get(name) ?? '')
  return { ok: true, text, values }
}
