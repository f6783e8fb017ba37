import type { Message } from '#contract/message.ts'
import type { ConversationDetail } from '#contract/staff-api.ts'
import type { PendingReply } from './replies.ts'

export type ToolCall = ConversationDetail['toolCalls'][number]

export type TimelineEntry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message; first: boolean }
  | { kind: 'tools'; key: string; calls: ToolCall[] }
  | { kind: 'pending'; key: string; reply: PendingReply }

/** Messages with one added or replaced by its later state, by seq. An older state changes nothing. */
export function withMessage(messages: readonly Message[], message: Message): readonly Message[] {
  const held = messages.find((other) => other.messageId === message.messageId)
  if (held && held.rev >= message.rev) return messages
  const rest = messages.filter((other) => other.messageId !== message.messageId)
  return [...rest, message].sort((a, b) => a.seq - b.seq)
}

/** Two readings of one conversation put together: each message in its latest state. */
export function mergeMessages(a: readonly Message[], b: readonly Message[]): readonly Message[] {
  return b.reduce(withMessage, a)
}

/** Whether a message is missing between the first and the last one held. */
export function hasGap(messages: readonly Message[]): boolean {
  return messages.some((message, index) => {
    const before = messages[index - 1]
    return before !== undefined && message.seq !== before.seq + 1
  })
}

/** What the transcript shows, from top to bottom. `dayOf` names the reader's day of an ISO time. */
export function timelineOf(
  messages: readonly Message[],
  toolCalls: readonly ToolCall[],
  pending: readonly PendingReply[],
  dayOf: (at: string) => string,
): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  const callsBySeq = groupBySeq(toolCalls)
  let before: Message | undefined
  let day: string | undefined
  for (const message of messages) {
    if (dayOf(message.createdAt) !== day) {
      day = dayOf(message.createdAt)
      entries.push({ kind: 'day', key: `day-${message.messageId}`, at: message.createdAt })
      before = undefined
    }
    entries.push({ kind: 'message', key: message.messageId, message, first: !sameVoice(before, message) })
    const calls = callsBySeq.get(message.seq)
    if (calls) entries.push({ kind: 'tools', key: `tools-${message.seq}`, calls })
    before = calls ? undefined : message
  }
  const stored = new Set(messages.map((message) => message.clientMessageId))
  for (const reply of pending) {
    if (!stored.has(reply.clientMessageId))
      entries.push({ kind: 'pending', key: reply.clientMessageId, reply })
  }
  return entries
}

function groupBySeq(toolCalls: readonly ToolCall[]): Map<number, ToolCall[]> {
  const groups = new Map<number, ToolCall[]>()
  for (const call of toolCalls) groups.set(call.seq, [...(groups.get(call.seq) ?? []), call])
  return groups
}

function sameVoice(before: Message | undefined, message: Message): boolean {
  return before?.sender === message.sender && before.staffName === message.staffName
}
