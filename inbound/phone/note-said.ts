import type { Message } from '#contract/message.ts'
import type { OutboundSender } from '#contract/outbound.ts'
import { fillTemplate } from '#contract/templates.ts'
import { findTemplate } from '#domain/content/index.ts'
import {
  appendMessage,
  type Conversation,
  type NewMessage,
  openThread,
  type PhoneAddress,
} from '#domain/conversations/index.ts'
import { findCustomer, lockCustomer, membersOf } from '#domain/identity/index.ts'
import { linkSaid, type OutboxRow } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { InboundDeps } from '../house.ts'
import { isPhone } from './leave-by-phone.ts'

/**
 * What went to a phone without standing in a conversation stands in that phone's from now on, so that whoever
 * reads their answer knows what it answers. It answers nothing itself and wakes nobody. The same row again
 * changes nothing. A mail or a push stands in none.
 */
export async function noteSaid(deps: InboundDeps, row: OutboxRow, now: Date): Promise<void> {
  const address = phoneAddressOf(row)
  if (!address || row.conversation) return
  const text = await textOf(deps.db, row)
  const said = await inTransaction(deps.db, async (tx) => {
    const { customerId } = row
    await lockCustomer(tx, customerId)
    if (!(await findCustomer(tx, customerId))) return null
    const members = await membersOf(tx, customerId)
    const thread = await openThread(tx, { customerId, members, addresses: [address] }, now)
    return appendSaid(tx, thread, row, { text, channel: address.channel }, now)
  })
  publishSaid(deps, said)
}

function phoneAddressOf({ channel, to }: OutboxRow): PhoneAddress | null {
  if (!to || !isPhone(channel) || (to.kind !== 'phone' && to.kind !== 'whatsapp_id')) return null
  return { channel, kind: to.kind, value: to.value }
}

/** As they read it: a template with its parameters in place. */
export async function textOf(db: Db, { content }: OutboxRow): Promise<string> {
  if (!content.template) return content.text
  const template = await findTemplate(db, content.template.templateId)
  const filled = template && fillTemplate(template, content.template.parameters)
  return filled?.ok ? filled.text : content.text
}

export type Said = { message: Message; conversation: Conversation; duplicate: boolean } | null

/** One message per row of the outbox, which knows it from then on. Under the customer's lock. */
export async function appendSaid(
  tx: Db,
  ref: Conversation,
  row: OutboxRow,
  words: { text: string; channel: Conversation['channel'] },
  now: Date,
): Promise<Said> {
  const said = { ...words, parts: row.content.parts, clientMessageId: `said:${row.outboxId}`, answers: false }
  const appended = await appendMessage(tx, ref, { ...said, ...speakerOf(row.sender) }, now)
  const { customerId, conversationId } = ref
  const { messageId } = appended.message
  await linkSaid(tx, row, { ref: { customerId, conversationId }, messageId })
  return appended
}

export function publishSaid(deps: InboundDeps, said: Said): void {
  if (!said || said.duplicate) return
  const { conversation, message } = said
  deps.publish({ type: 'message', ref: conversation, message })
  deps.publish({ type: 'conversation', ref: conversation, conversation })
}

/** A journey speaks as the agent does. */
function speakerOf(sender: OutboundSender): Pick<NewMessage, 'sender' | 'staffId' | 'staffName'> {
  if (sender.type === 'associate')
    return { sender: 'associate', staffId: sender.staffId, staffName: sender.name }
  return { sender: sender.type === 'house' ? 'system' : 'agent' }
}
