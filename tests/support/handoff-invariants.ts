import { sql } from 'kysely'
import type { Message } from '#contract/message.ts'
import { type Conversation, findConversation, messagesAfter } from '#domain/conversations/index.ts'
import { handoffTexts, openHandoff } from '#domain/handoff/index.ts'
import { defaultSettings } from '#domain/settings/index.ts'
import type { World } from './handoff-world.ts'

const names = ['Mia', 'Tom', null] as const
const leaves = new Set<string>([handoffTexts.queued, ...['Mia', 'Tom'].map(handoffTexts.joined)])
const returns = new Set<string>([
  handoffTexts.ended,
  ...names.flatMap((name) => [handoffTexts.returned(name), handoffTexts.resolved(name)]),
])

export interface Seen {
  conversation: Conversation
  messages: Message[]
}

/** What holds at every moment. Answers the broken promises in words; none is right. */
export async function broken(
  world: World,
  before: Seen | null,
): Promise<{ seen: Seen | null; faults: string[] }> {
  if (!world.ref) return { seen: null, faults: [] }
  const conversation = await findConversation(world.db, world.ref.conversationId)
  if (!conversation) return { seen: null, faults: ['the conversation is gone'] }
  const messages = await messagesAfter(world.db, world.ref, 0)
  const seen = { conversation, messages }
  const faults = [
    ...numbering(seen, before),
    ...spokenOutOfTurn(world, messages),
    ...lostOrDoubled(world, messages),
    ...(await handoffFits(world, conversation)),
  ]
  return { seen, faults }
}

/** The end of a turn that was lost before leaves everything as it was. */
export function movedByLostTurn(before: Seen | null, after: Seen | null): string[] {
  if (!before || !after) return []
  const { rev, status, answeredSeq } = after.conversation
  const was = before.conversation
  const same = rev === was.rev && status === was.status && answeredSeq === was.answeredSeq
  return same ? [] : ['a lost turn changed the conversation']
}

function numbering({ conversation, messages }: Seen, before: Seen | null): string[] {
  const faults: string[] = []
  if (messages.some((message, i) => message.seq !== i + 1)) faults.push('seqs have a gap')
  if (messages.length !== conversation.lastSeq) faults.push('lastSeq is not the last')
  if (messages.some((message) => message.rev > conversation.rev))
    faults.push('a message is ahead of its conversation')
  if (
    new Set(messages.map((message) => message.rev)).size !== messages.length &&
    !sharedByCompletion(messages)
  )
    faults.push('two messages have one rev')
  if (conversation.answeredSeq > conversation.lastCustomerSeq) faults.push('answered what was not said')
  if (before && before.conversation.rev > conversation.rev) faults.push('rev went back')
  if (before && before.conversation.rev === conversation.rev && changed(before.messages, messages))
    faults.push('something changed without a new rev')
  if (conversation.status !== 'agent' && messages.some((message) => message.status === 'partial'))
    faults.push('a half message stays')
  return faults
}

/** Several half messages of lost turns may be completed in one change. */
function sharedByCompletion(messages: Message[]): boolean {
  const agents = messages.filter((message) => message.sender === 'agent')
  const others = messages.filter((message) => message.sender !== 'agent')
  return new Set(others.map((message) => message.rev)).size === others.length && agents.length > 1
}

function changed(before: Message[], after: Message[]): boolean {
  return JSON.stringify(before) !== JSON.stringify(after)
}

/** From the line that calls or names a person to the line that gives back, the agent says nothing. */
function spokenOutOfTurn(world: World, messages: Message[]): string[] {
  const spans: { from: number; to: number }[] = []
  for (const message of messages.filter((one) => one.sender === 'system')) {
    const last = spans.at(-1)
    const open = last !== undefined && last.to === Number.POSITIVE_INFINITY
    if (leaves.has(message.text) && !open) spans.push({ from: message.rev, to: Number.POSITIVE_INFINITY })
    if (returns.has(message.text) && open) last.to = message.rev
  }
  const heard = world.published.flatMap((event) =>
    event.type === 'message' || event.type === 'message.replaced' ? [event.message] : [],
  )
  const agents = [...messages, ...heard].filter((message) => message.sender === 'agent')
  return agents
    .filter((message) => spans.some((span) => message.rev > span.from && message.rev < span.to))
    .map((message) => `the agent spoke out of turn: ${message.text}`)
}

function lostOrDoubled(world: World, messages: Message[]): string[] {
  const stored = (customers: boolean) =>
    messages
      .filter((message) => message.clientMessageId !== null && (message.sender === 'customer') === customers)
      .map((message) => message.clientMessageId)
      .sort()
      .join()
  const faults: string[] = []
  if (stored(true) !== [...world.sent].sort().join()) faults.push('a customer’s message is lost or doubled')
  if (stored(false) !== [...world.replied].sort().join()) faults.push('a person’s reply is lost or doubled')
  return faults
}

async function handoffFits(world: World, conversation: Conversation): Promise<string[]> {
  const open = await openHandoff(world.db, conversation)
  const { status } = conversation
  const faults: string[] = []
  if ((open !== null) !== (status === 'queued' || status === 'with_staff'))
    faults.push('handoff and status disagree')
  if (open && (open.takenAt !== null) !== (status === 'with_staff')) faults.push('taken and status disagree')
  if (open && open.staffId !== conversation.staffId) faults.push('two people for one conversation')
  return faults
}

/** What holds once a sweep has been through and nothing else has happened since. */
export async function brokenAfterSweep(world: World): Promise<string[]> {
  const conversation = world.ref && (await findConversation(world.db, world.ref.conversationId))
  const open = conversation && (await openHandoff(world.db, conversation))
  if (!conversation || !open) return []
  const faults: string[] = []
  const waited = world.now.getTime() - open.queuedAt.getTime()
  if (conversation.status === 'queued' && waited >= defaultSettings.queueTimeoutSeconds * 1000) {
    const told = (await messagesAfter(world.db, conversation, 0)).some(
      (message) => message.text === handoffTexts.notice,
    )
    if (!open.noticeAt || !told) faults.push('waiting past the timeout and nobody said so')
  }
  const { rows } = await sql<{ id: string; away: number }>`select staff_id as id,
    extract(epoch from (${world.now}::timestamptz - last_seen_at))::float8 as away from staff_presence`.execute(
    world.db,
  )
  const holder = conversation.staffId
  const holderAway = rows.find((row) => row.id === holder)?.away ?? Number.POSITIVE_INFINITY
  const tookAgo = (world.now.getTime() - (open.takenAt?.getTime() ?? 0)) / 1000
  const another = rows.some((row) => row.id !== holder && row.away < 60)
  if (holder && Math.min(holderAway, tookAgo) > 60 && another)
    faults.push('left with a person who is offline')
  return faults
}

/** What holds when everything has come to rest: nobody waits for a word from the agent. */
export function brokenAtRest({ conversation, messages }: Seen): string[] {
  const faults: string[] = []
  if (conversation.status !== 'agent') return faults
  if (conversation.answeredSeq !== conversation.lastCustomerSeq) faults.push('a message has no answer')
  if (messages.at(-1)?.sender === 'customer') faults.push('the last word is the customer’s')
  if (messages.some((message) => message.status === 'partial')) faults.push('a half message stays')
  return faults
}
