import type { MessagePart } from '#contract/message.ts'
import type { MessageContent, MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { Conversation, ConversationChannel, PhoneAddress } from '#domain/conversations/index.ts'
import { lockCustomer } from '#domain/identity/index.ts'
import type { SendOutcome } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import type { InboundDeps } from '../house.ts'
import { isLeftAlone } from './left-alone.ts'

/** Words of ours that stand in a conversation, or are about to in this very transaction. */
export interface PhoneWords {
  kind: 'reply' | 'confirmation'
  messageId: string
  sender: OutboundSender
  text: string
  parts?: MessagePart[]
  template?: NonNullable<MessageContent['template']>
  /** What a confirmation confirms: one of each in five minutes. */
  subject?: string
}

export const isPhone = (channel: ConversationChannel | OutboundChannel): channel is PhoneAddress['channel'] =>
  channel === 'sms' || channel === 'whatsapp'

/**
 * The customer before the conversation, as everywhere: whatever writes in a phone's conversation may also ask
 * the outbox, which takes the customer's lock. First in the transaction.
 */
export async function lockPhone(tx: Db, conversation: Conversation): Promise<void> {
  if (conversation.phone) await lockCustomer(tx, conversation.customerId)
}

/**
 * Asks for the words to leave to the phone, in the transaction that stores them; its caller wakes the outbox
 * after the commit. null: the customer is not at their phone now, and reads them where they are.
 */
export async function leaveByPhone(
  deps: Pick<InboundDeps, 'outbox'>,
  tx: Db,
  conversation: Conversation,
  words: PhoneWords,
  now: Date,
): Promise<SendOutcome | null> {
  const { phone, channel, customerId, conversationId } = conversation
  if (!phone || !isPhone(channel)) return null
  const { messageId, sender, subject, text, parts = [], template } = words
  const kind = await kindOf(tx, conversation, words)
  const [outcome] = await deps.outbox.requestIn(
    tx,
    [
      {
        key: `reply:${messageId}`,
        kind,
        customerId,
        channels: [phone.channel],
        address: phone.value,
        sender,
        content: { text, parts, ...(template && { template }) },
        conversation: { ref: { customerId, conversationId }, messageId },
        ...(subject !== undefined && { subject }),
      },
    ],
    now,
  )
  if (!outcome) throw new Error('a request to the outbox had no answer')
  return outcome
}

/** Who has asked for no more, and written nothing since, is answered no more: what is said then needs consent. */
async function kindOf(tx: Db, conversation: Conversation, { kind }: PhoneWords): Promise<MessageKind> {
  return kind === 'reply' && (await isLeftAlone(tx, conversation)) ? 'service' : kind
}
