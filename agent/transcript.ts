import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages'
import type { Message } from '#contract/message.ts'

/** About four characters are a token; this is what of the past a model is given. */
const BUDGET_CHARS = 12_000
const MESSAGE_CHARS = 4_000

/**
 * The recent past as a model reads it, oldest first, within a budget; the newest message is always there.
 * What the shop's own systems wrote ("Mia has joined") is left out; colleagues speak with their name.
 */
export function transcriptMessages(transcript: readonly Message[]): BaseMessage[] {
  const chosen: BaseMessage[] = []
  let left = BUDGET_CHARS
  for (const message of transcript.toReversed()) {
    const text = message.text.slice(0, MESSAGE_CHARS)
    if (message.sender === 'system' || (text === '' && message.parts.length === 0)) continue
    if (chosen.length > 0 && text.length > left) break
    left -= text.length
    chosen.push(toMessage(message, text))
  }
  return chosen.reverse()
}

function toMessage(message: Message, text: string): BaseMessage {
  if (message.sender === 'customer') return new HumanMessage(text)
  const name = message.sender === 'agent' ? '' : `(${message.staffName ?? 'a colleague'} wrote) `
  return new AIMessage({ content: `${name}${text}`, additional_kwargs: { parts: message.parts } })
}
