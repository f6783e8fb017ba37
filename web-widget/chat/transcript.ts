import type { ConversationView, ResumeAnswer } from '../../contract/chat.ts'
import type { Message } from '../../contract/message.ts'

/** What this page knows of the shopper's conversations; an earlier, closed one stays readable above. */
export interface Transcript {
  conversation: ConversationView | null
  /** Oldest first: conversations in the order they were met, messages by seq. */
  messages: readonly Message[]
  /** Every change of the present conversation up to this rev is known. */
  rev: number
  /** The highest rev that was heard of. Where it is above `rev`, something may be missing: resume. */
  seen: number
}

export const emptyTranscript: Transcript = { conversation: null, messages: [], rev: 0, seen: 0 }

export function hasGap(transcript: Transcript): boolean {
  return transcript.seen > transcript.rev
}

/** Takes in a message, or a later state of one: the higher rev wins, twice changes nothing. */
export function withMessage(transcript: Transcript, message: Message): Transcript {
  const messages = merged(transcript.messages, message)
  const current = transcript.conversation?.conversationId
  if (current === undefined || message.conversationId === current)
    return heardOf({ ...transcript, messages }, message.rev)
  const isKnown = transcript.messages.some((entry) => entry.conversationId === message.conversationId)
  return isKnown ? { ...transcript, messages } : heardOf({ ...transcript, messages }, transcript.rev + 1)
}

/**
 * Takes in the conversation's state. Its rev says that there was a change, not which one: the message it may
 * have been is still to come. Another conversation than before starts to count from nothing.
 */
export function withConversation(transcript: Transcript, view: ConversationView): Transcript {
  const before = transcript.conversation
  if (before && before.conversationId !== view.conversationId)
    return { ...transcript, conversation: view, rev: 0, seen: view.rev }
  if (before && before.rev > view.rev) return transcript
  return heardOf({ ...transcript, conversation: view }, view.rev)
}

/** Takes in the answer to `resume`: complete up to the conversation's rev. */
export function withResume(transcript: Transcript, answer: ResumeAnswer): Transcript {
  const messages = answer.messages.reduce(merged, transcript.messages)
  if (!answer.conversation) return { ...transcript, messages, seen: transcript.rev }
  const { conversationId, rev } = answer.conversation
  const before = transcript.conversation
  if (before?.conversationId !== conversationId)
    return { conversation: answer.conversation, messages, rev, seen: rev }
  const conversation = before.rev > rev ? before : answer.conversation
  return heardOf({ ...transcript, conversation, messages, rev: Math.max(transcript.rev, rev) }, rev)
}

/** What the shop said and the shopper has not seen. */
export function unread(transcript: Transcript): Message[] {
  const { conversation } = transcript
  if (!conversation) return []
  return transcript.messages.filter(
    (message) =>
      message.conversationId === conversation.conversationId &&
      message.sender !== 'customer' &&
      message.seq > conversation.customerReadSeq,
  )
}

export function newest(transcript: Transcript): Message | null {
  return transcript.messages.at(-1) ?? null
}

/** Notes that `rev` exists, and counts on as far as there is a message for each rev in turn. */
function heardOf(transcript: Transcript, rev: number): Transcript {
  const { conversation, messages } = transcript
  const revs = new Set(
    messages
      .filter((entry) => !conversation || entry.conversationId === conversation.conversationId)
      .map((entry) => entry.rev),
  )
  let known = transcript.rev
  while (revs.has(known + 1)) known++
  return { ...transcript, rev: known, seen: Math.max(transcript.seen, rev, known) }
}

function merged(messages: readonly Message[], message: Message): readonly Message[] {
  const at = messages.findIndex((entry) => entry.messageId === message.messageId)
  const present = messages[at]
  if (!present) return ordered([...messages, message])
  if (present.rev >= message.rev) return messages
  return messages.with(at, message)
}

function ordered(messages: Message[]): Message[] {
  const met = [...new Set(messages.map((message) => message.conversationId))]
  const place = (message: Message) => met.indexOf(message.conversationId)
  return messages.sort((a, b) => place(a) - place(b) || a.seq - b.seq)
}
