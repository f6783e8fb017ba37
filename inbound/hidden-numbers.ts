import type { AgentDeps } from '#agent/index.ts'
import type { Message } from '#contract/message.ts'
import { replaceNumbers } from '#domain/identity/index.ts'
import type { Tool } from '#tools/index.ts'

/** What a model writes in place of a number it was not shown. */
const LABEL = /\[(?:phone|card) \d+\]/g
/** Their words may go on to a provider of embeddings: a label stays a label. */
const searching = new Set(['search_catalog', 'answer_from_documents'])

/** The numbers of one turn: what a model is shown in their place, and the way back. */
export interface HiddenNumbers {
  transcript: Message[]
  /** Puts the numbers back that labels stand for: for the shopper, staff and tools. */
  reveal: (text: string) => string
  /** The agent with its tools as a model may call them: labels in their arguments are numbers again when they run. */
  agent: (deps: AgentDeps) => AgentDeps
}

/**
 * Phone and card numbers of a conversation, hidden from every model: the same number has the same label
 * through the transcript, which is read anew, with the same result, for every turn.
 */
export function hideNumbers(transcript: readonly Message[]): HiddenNumbers {
  const labels = new Map<string, string>()
  const typed = new Map<string, string>()
  const counts = { phone: 0, card: 0 }
  const labelOf = (kind: 'phone' | 'card', key: string, text: string) => {
    const label = labels.get(key) ?? `[${kind} ${++counts[kind]}]`
    labels.set(key, label)
    if (!typed.has(label)) typed.set(label, text)
    return label
  }
  const hideTyped = (text: string) =>
    replaceNumbers(text, ({ kind, digits, start, end }) => labelOf(kind, digits, text.slice(start, end)))
  // a card was never stored: each place where one stood gets a label of its own
  const hide = (text: string) =>
    hideTyped(text).replace(/\[card\]/g, () => labelOf('card', `card ${counts.card + 1}`, '[card]'))
  const hidden = transcript.map((message) => ({ ...message, text: hide(message.text) }))
  const reveal = (text: string) => text.replace(LABEL, (label) => typed.get(label) ?? label)
  const hideKnown = (text: string) => replaceNumbers(text, ({ digits }) => labels.get(digits) ?? null)
  const withNumbers = (tool: Tool): Tool => ({
    ...tool,
    run: async (ctx, input) => {
      const given = searching.has(tool.name) ? input : inTexts(input, reveal)
      const result = await tool.run(ctx, given)
      return { ...result, data: inTexts(result.data, hideKnown) }
    },
  })
  return {
    transcript: hidden,
    reveal,
    agent: (deps) => (labels.size === 0 ? deps : { ...deps, tools: deps.tools.map(withNumbers) }),
  }
}

/** The same value with every text in it changed. */
function inTexts<T>(value: T, change: (text: string) => string): T
function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((entry) => inTexts(entry, change))
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, inTexts(entry, change)]))
}
