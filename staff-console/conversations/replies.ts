/** A reply that the server has not acknowledged yet. */
export interface PendingReply {
  clientMessageId: string
  text: string
  /** `waiting`: no connection, it goes out by itself; `failed`: the server refused it. */
  state: 'sending' | 'waiting' | 'failed'
  /** Why it was refused, as a sentence. */
  problem: string | null
}

export type PendingReplies = ReadonlyMap<string, readonly PendingReply[]>

const none: readonly PendingReply[] = []

export const repliesOf = (all: PendingReplies, conversationId: string) => all.get(conversationId) ?? none

export function withReply(all: PendingReplies, conversationId: string, reply: PendingReply): PendingReplies {
  const list = repliesOf(all, conversationId)
  const known = list.some((other) => other.clientMessageId === reply.clientMessageId)
  const next = known
    ? list.map((other) => (other.clientMessageId === reply.clientMessageId ? reply : other))
    : [...list, reply]
  return new Map(all).set(conversationId, next)
}

export function withoutReply(
  all: PendingReplies,
  conversationId: string,
  clientMessageId: string,
): PendingReplies {
  const rest = repliesOf(all, conversationId).filter((reply) => reply.clientMessageId !== clientMessageId)
  const next = new Map(all)
  if (rest.length === 0) next.delete(conversationId)
  else next.set(conversationId, rest)
  return next
}
