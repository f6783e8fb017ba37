import { Problem } from '#contract/problem.ts'
import { bodyFault, type TemplateInput, type TemplateStatus, templateInput } from '#contract/templates.ts'

/** What a provider or a person says of a template. */
export interface TemplateWord {
  /** Left out where only the category is said. */
  status?: TemplateStatus
  /** Where the provider counts it under another category than we handed it in. */
  category?: TemplateInput['category']
  note?: string
}

/** A template is named by our id, or as a provider names it: Meta's name is one for every language. */
export type TemplateRef =
  | { templateId: string }
  | { provider: 'twilio'; reference: string }
  | { provider: 'whatsapp_cloud'; reference: string; language: string }

/** The input, checked. Throws `bad-request` with one entry per wrong field. */
export function checkedTemplate(input: unknown): TemplateInput {
  const parsed = templateInput.safeParse(input)
  const fault = parsed.success ? bodyFault(parsed.data.body) : null
  const errors = parsed.success
    ? fault === null
      ? []
      : [{ path: 'body', message: fault }]
    : parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  if (!parsed.success || errors.length > 0)
    throw new Problem('bad-request', 'The template is not valid', { errors })
  return parsed.data
}
