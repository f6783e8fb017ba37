import type { MessagePart } from '#contract/message.ts'
import type { GateAnswer } from '../reasons.ts'
import type { ConversationFacts, ConversationWords } from '../words.ts'
import { allowed, refused } from './answer.ts'

type WordsGate = (words: ConversationWords, facts: ConversationFacts) => GateAnswer

/** The longest text of one message, in characters; a channel that takes less splits it when it is drawn. */
const MOST_CHARS = 4000
const drawn: readonly MessagePart['type'][] = [
  'products',
  'comparison',
  'source',
  'order',
  'cart',
  'choices',
  'proposal',
]

/** The agent speaks only while the conversation is its own, a person only in one that they hold. */
const speaker: WordsGate = (words, facts) => {
  if (facts.status === 'closed') return refused('conversation_closed')
  if (words.speaker === 'system') return allowed
  if (words.speaker === 'agent') return facts.status === 'agent' ? allowed : refused('not_the_agents')
  const holds = facts.status === 'with_staff' && facts.staffId !== null && facts.staffId === words.staffId
  return holds ? allowed : refused('not_this_persons')
}

const channel_rules: WordsGate = (words) => {
  if (words.text.trim() === '' && words.parts.length === 0) return refused('empty')
  if (words.text.length > MOST_CHARS) return refused('too_long')
  return words.parts.every((part) => drawn.includes(part.type)) ? allowed : refused('unknown_part')
}

/** A STOP is confirmed once: said over and over it gets no second answer. */
const once: WordsGate = (_words, facts) => (facts.confirmedJustNow ? refused('confirmed_already') : allowed)

/** The gates of words in a conversation, by name. */
export const wordsGates = { speaker, channel_rules, once }
