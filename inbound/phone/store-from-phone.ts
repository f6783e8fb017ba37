import type { InboundChannelMessage } from '#channels/index.ts'
import type { Message } from '#contract/message.ts'
import {
  appendMessage,
  type ChannelMessage,
  type Conversation,
  channelMessageOf,
  noteChannelMessage,
  openThread,
  recentMessages,
} from '#domain/conversations/index.ts'
import { findCustomer, lockCustomer, membersOf, withoutCards } from '#domain/identity/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import { noteInbound } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import { cleanText } from '../clean-text.ts'
import { applyDecided } from '../handoff.ts'
import type { InboundDeps } from '../house.ts'
import { applyOptOut, readForOptOut } from '../opt-out.ts'
import { answerToOutreach } from '../outreach/reply-back.ts'
import { nameIfUnknown, type PhoneSender } from './sender.ts'
import { isBareNumber, wordsOf } from './words-of.ts'

/** What is written from a phone within this time of one another is one turn. */
export const GATHER_MS = 2000
const RECENT = 60

/** With the settings as they were before the transaction: inside it, it alone may be read from. */
type StoreDeps = Pick<InboundDeps, 'outbox'> & { settings: Settings }

export interface StoredFromPhone {
  received: ChannelMessage
  /** What everybody is to hear; null: it had been brought before. */
  change: { conversation: Conversation; messages: Message[]; wakesAgent: boolean } | null
}

/**
 * Everything that one message from a phone means, in one transaction: the message, where they can be reached
 * and since when, the stop it says, and the associate whom it answers. null: the customer is no more.
 */
export async function storeFromPhone(
  deps: StoreDeps,
  tx: Db,
  message: InboundChannelMessage,
  sender: PhoneSender,
  now: Date,
): Promise<StoredFromPhone | null> {
  const { customerId, addresses } = sender
  await lockCustomer(tx, customerId)
  const earlier = await channelMessageOf(tx, message.provider, message.providerMessageId)
  if (earlier) return { received: earlier, change: null }
  if (!(await findCustomer(tx, customerId))) return null
  const members = await membersOf(tx, customerId)
  const thread = await openThread(tx, { customerId, members, addresses }, now)
  await noteWhere(tx, sender, message, now)
  await nameIfUnknown(tx, customerId, message.from.name, now)
  return storeWords(deps, tx, { thread, message, sender }, now)
}

/** The 24 hours of an address begin when they wrote, not when it was brought to us. */
async function noteWhere(
  tx: Db,
  { customerId, addresses }: PhoneSender,
  { at }: InboundChannelMessage,
  now: Date,
): Promise<void> {
  const wrote = at !== null && at < now ? at : now
  for (const { channel, kind, value } of addresses)
    await noteInbound(tx, { customerId, channel, kind, address: value }, wrote)
}

async function storeWords(
  deps: StoreDeps,
  tx: Db,
  input: { thread: Conversation; message: InboundChannelMessage; sender: PhoneSender },
  now: Date,
): Promise<StoredFromPhone> {
  const { thread, message, sender } = input
  const text = withoutCards(cleanText(wordsOf(message, await recentMessages(tx, thread, RECENT))))
  const { channel, provider, providerMessageId, media } = message
  // a product called Stop, picked by its number, stops nothing
  const heard = isBareNumber(message.text) ? message.text : text
  const reading = await readForOptOut(tx, { ...thread, channel }, heard, now)
  const said = { sender: 'customer' as const, text, channel, gatherMs: GATHER_MS }
  const first = await appendMessage(tx, thread, said, now)
  const { customerId, conversationId } = thread
  const { messageId } = first.message
  const received = { provider, providerMessageId, customerId, conversationId, messageId, media }
  await noteChannelMessage(tx, received, sender.addresses, now)
  const messages = [first.message]
  if (reading.kind !== null) {
    const done = await applyOptOut(deps, tx, first.conversation, first.message, reading, now)
    if (done.confirmation) messages.push(done.confirmation)
    return { received, change: { conversation: done.conversation, messages, wakesAgent: true } }
  }
  const taken = await backToAssociate(deps, tx, first.conversation, now)
  if (taken) messages.push(...taken.messages)
  const conversation = taken?.conversation ?? first.conversation
  return { received, change: { conversation, messages, wakesAgent: taken === null } }
}

/** Who answers an associate's own message finds that associate. */
async function backToAssociate(deps: StoreDeps, tx: Db, conversation: Conversation, now: Date) {
  if (conversation.status !== 'agent') return null
  const associate = await answerToOutreach(tx, conversation, now)
  if (!associate) return null
  const applied = await applyDecided(deps, tx, conversation, { type: 'take', ...associate, quiet: true }, now)
  return applied.ok ? applied : null
}
