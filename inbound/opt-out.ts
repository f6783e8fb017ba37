import type { Message } from '#contract/message.ts'
import {
  addressesFor,
  type ConsentChannel,
  consentChannels,
  consentOf,
  type OptOutReading,
  readOptOut,
  resume,
  withdraw,
} from '#domain/consent/index.ts'
import {
  appendMessage,
  type Conversation,
  openProposal,
  recentMessages,
} from '#domain/conversations/index.ts'
import { identifiersOf, membersOf } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import { decide, refuseWaitingReplies, unblockContact } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import type { InboundDeps } from './house.ts'
import { helpText, startedText, stoppedText } from './opt-out-texts.ts'
import { leaveByPhone } from './phone/leave-by-phone.ts'

const CONFIRM_ONCE_MS = 5 * 60_000
const byPhone = new Set<string>(['sms', 'whatsapp'])

/** What a message says of being written to, read before it is stored. */
export async function readForOptOut(
  db: Db,
  conversation: Conversation,
  text: string,
  now: Date,
): Promise<OptOutReading> {
  const { channel } = conversation
  // only a bare yes depends on how things stand; everything else is in the words
  const standing = isBareYes(text)
    ? await standingFor(db, conversation, now)
    : { isOptedOut: false, wasAsked: false, hasOpenProposal: false }
  return readOptOut(text, { channel, ...standing })
}

const isBareYes = (text: string): boolean => text.length < 40 && /^\P{L}*yes\P{L}*$/iu.test(text)

async function standingFor(db: Db, conversation: Conversation, now: Date) {
  const channel = consentChannels.find((entry) => entry === conversation.channel)
  const lines = channel ? (await consentOf(db, conversation.customerId)).lines : []
  const states = lines.filter((line) => line.channel === channel).map((line) => line.state)
  return {
    isOptedOut: states.includes('denied'),
    wasAsked: states.includes('pending'),
    hasOpenProposal: (await openProposal(db, conversation, now)) !== null,
  }
}

/** The settings as they were before the transaction. */
export type OptOutDeps = Pick<InboundDeps, 'outbox'> & { settings: Settings }

/**
 * Records what the stored message says and confirms it once, in the transaction that stores the message: no
 * stop is ever lost, whoever holds the conversation. A message that says nothing else is answered by that.
 * Answers the conversation and the confirmation, if one left.
 */
export async function applyOptOut(
  deps: OptOutDeps,
  tx: Db,
  conversation: Conversation,
  message: Message,
  reading: OptOutReading,
  now: Date,
): Promise<{ conversation: Conversation; confirmation: Message | null }> {
  const done = await record(tx, conversation, message, reading, now)
  if (done && reading.kind !== 'help') await noteChanged(tx, [conversation.customerId], now)
  const text = done ? confirmationText(conversation, reading, deps.settings) : null
  if (text === null) return { conversation, confirmation: null }
  return confirm(deps, tx, conversation, message, reading, text, now)
}

/** false: there was nothing to do, such as a START from where no address is known. */
async function record(
  tx: Db,
  conversation: Conversation,
  message: Message,
  reading: OptOutReading,
  now: Date,
): Promise<boolean> {
  const { customerId, channel, phone } = conversation
  const evidence = `${message.messageId}: ${reading.evidence}`
  const said = { source: reading.language === null ? 'keyword' : 'words', evidence, key: message.messageId }
  if (reading.kind === 'stop') await stop(tx, conversation, reading.channels, said, now)
  if (reading.kind !== 'start') return true
  const here = consentChannels.find((entry) => entry === channel)
  const sender = phone && phone.channel === here ? phone.value : null
  const address = here && (sender ?? (await ownAddress(tx, customerId, here)))
  if (!here || address === undefined) return false
  // the provider has let them in again by the same word
  if (sender) await unblockContact(tx, await membersOf(tx, customerId), { channel: here, address })
  await resume(tx, customerId, here, address, said, now)
  return true
}

/** From now on: an answer that waits to go to a phone does not go either. */
async function stop(
  tx: Db,
  { customerId }: Conversation,
  channels: readonly ConsentChannel[],
  said: Parameters<typeof withdraw>[3],
  now: Date,
): Promise<void> {
  await withdraw(tx, customerId, channels, said, now)
  const phones = channels.filter((channel) => byPhone.has(channel))
  if (phones.length > 0) await refuseWaitingReplies(tx, await membersOf(tx, customerId), phones, now)
}

/** The sender's own address: the one that the conversation's customer was found by. */
async function ownAddress(tx: Db, customerId: string, channel: ConsentChannel): Promise<string | undefined> {
  return addressesFor(channel, await identifiersOf(tx, [customerId]))?.[0]
}

function confirmationText(
  { channel }: Conversation,
  { kind, language, channels, scope }: OptOutReading,
  { locale, shopName }: Settings,
): string | null {
  const spoken = language ?? locale
  if (kind === 'stop') return stoppedText(spoken, channels, scope === 'all', byPhone.has(channel))
  if (kind === 'start') return startedText(spoken, shopName)
  return kind === 'help' ? helpText(spoken, shopName) : null
}

async function confirm(
  deps: OptOutDeps,
  tx: Db,
  conversation: Conversation,
  message: Message,
  reading: OptOutReading,
  text: string,
  now: Date,
): Promise<{ conversation: Conversation; confirmation: Message | null }> {
  const mark = `confirm:${reading.kind}:`
  const recent = await recentMessages(tx, conversation, 20)
  const since = now.getTime() - CONFIRM_ONCE_MS
  const { channel, status, staffId } = conversation
  const decision = decide(
    { kind: 'confirmation', channel, speaker: 'system', staffId: null, text, parts: [] },
    {
      status,
      staffId,
      confirmedJustNow: recent.some(
        (entry) => entry.clientMessageId?.startsWith(mark) && Date.parse(entry.createdAt) > since,
      ),
    },
  )
  if (!decision.allowed) return { conversation, confirmation: null }
  const stored = await appendMessage(
    tx,
    conversation,
    {
      sender: 'system',
      text,
      clientMessageId: mark + message.messageId,
      // what was written before it still waits for the agent, and so does the rest of this message
      answers: reading.rest === '' && conversation.answeredSeq === message.seq - 1,
    },
    now,
  )
  const { messageId } = stored.message
  const words = { kind: 'confirmation', messageId, sender: { type: 'house' }, text, subject: mark } as const
  await leaveByPhone(deps, tx, stored.conversation, words, now)
  return { conversation: stored.conversation, confirmation: stored.message }
}

/**
 * The messages as the agent is to answer them: what the house has settled already is taken out, and a message
 * that said nothing else is not asked any more.
 */
export function withoutOptOuts(
  channel: string,
  transcript: readonly Message[],
  asked: readonly Message[],
): { transcript: Message[]; asked: Message[] } {
  const rests = new Map<string, string>()
  for (const message of asked) {
    const situation = {
      channel: message.channel ?? channel,
      isOptedOut: false,
      wasAsked: false,
      hasOpenProposal: false,
    }
    const { kind, rest } = readOptOut(message.text, situation)
    if (kind !== null) rests.set(message.messageId, rest)
  }
  const heard = (message: Message): Message => ({
    ...message,
    text: rests.get(message.messageId) || message.text,
  })
  return {
    transcript: transcript.map(heard),
    asked: asked.filter((message) => rests.get(message.messageId) !== '').map(heard),
  }
}
