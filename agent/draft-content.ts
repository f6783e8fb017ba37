import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import { contentFields } from '#contract/content-places.ts'
import type { ContentTemplateInput, Finding } from '#contract/content-templates.ts'
import { type LintContext, lintText, textsOf } from '#domain/content/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Product } from '#knowledge/catalog/index.ts'
import { fence, fillPrompt, promptTemplate } from './prompts/prompt.ts'
import { faultOf, mayAsk, noteFailure, noteSuccess } from './provider-health.ts'
import { streamModel } from './stream-model.ts'
import { type AgentDeps, defaultTimeouts } from './turn.ts'

export const contentDraftKinds = ['copy', 'subjects', 'description'] as const
export type ContentDraftKind = (typeof contentDraftKinds)[number]

export interface ContentDraftRequest {
  kind: ContentDraftKind
  /** The message it is for; null for a product's description. */
  template: ContentTemplateInput | null
  product: Product | null
  /** What the person wants, in their words. */
  brief: string
  /** Two letters. */
  language: string
  settings: Settings
  context: LintContext
  now: Date
}

export type ContentDraft =
  /** There is no model: whoever asks hides the button. */
  | { offered: false }
  /** There is one, and it gave nothing that may be used. */
  | { offered: true; ok: false; withheld: number }
  | { offered: true; ok: true; suggestions: { text: string; findings: Finding[] }[]; withheld: number }

const tasks: Record<ContentDraftKind, string> = {
  copy: 'Write the text of the message: two to four sentences.',
  subjects: 'Write five subject lines, each on a line of its own, each of at most 50 characters.',
  description: 'Write a description of the product: two to four sentences, from what is given alone.',
}

/**
 * Words for a person to take or leave: they pass the lint of messages, and one with an error in it is never shown.
 * A draft is told nothing of any customer, sends nothing and approves nothing.
 */
export async function draftContent(deps: AgentDeps, request: ContentDraftRequest): Promise<ContentDraft> {
  if (!deps.model) return { offered: false }
  const told = await askProvider(deps, request)
  const drafts = told === null ? [] : draftsIn(told, request.kind)
  const judged = drafts.map((text) => ({ text, findings: lintText(text, request.language, request.context) }))
  const suggestions = judged.filter(({ findings }) => !findings.some(({ level }) => level === 'error'))
  const withheld = judged.length - suggestions.length
  return suggestions.length === 0
    ? { offered: true, ok: false, withheld }
    : { offered: true, ok: true, suggestions, withheld }
}

/** null: it gave no answer in time. It is given no tools: there is nothing to call. */
async function askProvider(deps: AgentDeps, request: ContentDraftRequest): Promise<string | null> {
  const { model } = deps
  if (!model || !mayAsk(model, request.now)) return null
  const { firstByteMs, turnMs } = { ...defaultTimeouts, ...deps.timeouts }
  const clock = { firstByteMs, wholeMs: turnMs, timedOut: false }
  const messages = [new SystemMessage(promptFor(request)), new HumanMessage('Write the draft.')]
  try {
    const answer = await streamModel(model, messages, [], clock, new AbortController().signal, () => {})
    noteSuccess(model)
    return answer.text
  } catch (error) {
    const fault = faultOf(error, clock.timedOut)
    noteFailure(model, fault, request.now)
    deps.log.warn({ fault: fault.kind }, 'no draft of content')
    return null
  }
}

function promptFor({ kind, template, product, brief, language, settings }: ContentDraftRequest): string {
  const message = template ? textsOf(template).filter((text) => text.language === language) : []
  return fillPrompt(promptTemplate('content'), {
    shopName: fence(settings.shopName, 80),
    brandVoice: fence(settings.brandVoice || 'Plain and friendly.', 2000),
    language: fence(language, 3),
    fields: Object.keys(contentFields).join(', '),
    task: tasks[kind],
    message: message.map(({ text }) => fence(text, 500)).join('\n') || 'none',
    product: product ? fence(productLine(product), 2000) : 'none',
    brief: fence(brief, 1000),
  })
}

function productLine({ title, brand, categories, attributes, description }: Product): string {
  const facts = Object.entries(attributes).map(([name, value]) => `${name}: ${value}`)
  return [title, brand ?? '', categories.join('; '), ...facts, description]
    .filter((part) => part !== '')
    .join('\n')
}

const LONGEST: Record<ContentDraftKind, number> = { copy: 1000, subjects: 150, description: 1500 }
const MOST_SUBJECTS = 5

/** What was written, without numbering, quotes and marks; never longer than its place. */
function draftsIn(told: string, kind: ContentDraftKind): string[] {
  const whole = told.slice(0, 8000)
  const drafts = kind === 'subjects' ? whole.split(/\r\n|\r|\n/) : [whole]
  return drafts
    .map((draft) =>
      draft
        .replace(/^\s*(?:\d{1,2}[.)]|[-*•])\s+/, '')
        .replace(/^["“„']|["”']$/g, '')
        .trim(),
    )
    .filter((draft) => draft !== '' && draft.length <= LONGEST[kind])
    .slice(0, kind === 'subjects' ? MOST_SUBJECTS : 1)
}
