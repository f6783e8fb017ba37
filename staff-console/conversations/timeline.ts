import type { ConversationDetail, StaffMessage } from '#contract/staff-api.ts'
import type { PendingReply } from './replies.ts'

export type ToolCall = ConversationDetail['toolCalls'][number]

export type TimelineEntry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: StaffMessage; first: boolean }
  | { kind: 'tools'; key: string; calls: ToolCall[] }
  | { kind: 'pending'; key: string; reply: PendingReply }

/**
 * Messages with one added or replaced by its later state, by seq. An older state changes nothing; the same one
 * comes again where its delivery has changed.
 */
export function withMessage(
  messages: readonly StaffMessage[],
  message: StaffMessage,
): readonly StaffMessage[] {
  const held = messages.find((other) => other.messageId === message.messageId)
  if (held && isOlder(message, held)) return messages
  const rest = messages.filter((other) => other.messageId !== message.messageId)
  return [...rest, message].sort((a, b) => a.seq - b.seq)
}

/** An answer that says nothing of the delivery is no news where that is known. */
const isOlder = (message: StaffMessage, held: StaffMessage) =>
  message.rev < held.rev || (message.rev === held.rev && !message.delivery)

/** Two readings of one conversation put together: each message in its latest state. */
export function mergeMessages(
  a: readonly StaffMessage[],
  b: readonly StaffMessage[],
): readonly StaffMessage[] {
  return b.reduce(withMessage, a)
}

/** Whether a message is missing between the first and the last one held. */
export function hasGap(messages: readonly StaffMessage[]): boolean {
  return messages.some((message, index) => {
    const before = messages[index - 1]
    return before !== undefined && message.seq !== before.seq + 1
  })
}

/** What the transcript shows, from top to bottom. `dayOf` names the reader's day of an ISO time. */
export function timelineOf(
  messages: readonly StaffMessage[],
  toolCalls: readonly ToolCall[],
  pending: readonly PendingReply[],
  dayOf: (at: string) => string,
): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  const callsBySeq = groupBySeq(toolCalls)
  let before: StaffMessage | undefined
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

function sameVoice(before: StaffMessage | undefined, message: StaffMessage): boolean {
  return before?.sender === message.sender && before.staffName === message.staffName
}
