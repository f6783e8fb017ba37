import { newId } from '#contract/ids.ts'
import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import { type FilledTemplate, fillTemplate } from '#contract/templates.ts'
import { findTemplate } from '#domain/content/index.ts'
import {
  appendMessage,
  type Conversation,
  findConversation,
  lockConversation,
  recentMessages,
} from '#domain/conversations/index.ts'
import { withoutCards } from '#domain/identity/index.ts'
import { decide, reasonWords, type SendOutcome } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { cleanText } from './clean-text.ts'
import { publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import { leaveByPhone, lockPhone, type PhoneWords } from './phone/leave-by-phone.ts'

const MAX_REPLY_CHARS = 4000

export interface StaffReply {
  conversationId: string
  clientMessageId: string
  text: string
}

export interface StaffTemplate {
  conversationId: string
  clientMessageId: string
  templateId: string
  parameters: Record<string, string>
}

interface StaffWords {
  clientMessageId: string
  text: string
  template?: PhoneWords['template']
}

type Said =
  | { refused: SendOutcome }
  | { refused?: undefined; message: Message; conversation: Conversation; duplicate: boolean }

export async function foundConversation(deps: InboundDeps, conversationId: string): Promise<Conversation> {
  const conversation = await findConversation(deps.db, conversationId)
  if (conversation) return conversation
  throw new Problem('not-found', 'There is no such conversation')
}

/** A person answers, in a conversation that is theirs; sent again with the same id it is the same message. */
export async function replyAsStaff(deps: InboundDeps, staff: StaffView, input: StaffReply): Promise<Message> {
  const ref = await foundConversation(deps, input.conversationId)
  const text = withoutCards(cleanText(input.text, MAX_REPLY_CHARS))
  return sayAsStaff(deps, staff, ref, { clientMessageId: input.clientMessageId, text })
}

/** The same by an approved template, the one thing that may go where the 24 hours of WhatsApp are over. */
export async function sendTemplateAsStaff(
  deps: InboundDeps,
  staff: StaffView,
  input: StaffTemplate,
): Promise<Message> {
  const ref = await foundConversation(deps, input.conversationId)
  const { clientMessageId, templateId, parameters } = input
  const template = await findTemplate(deps.db, templateId)
  if (!template) throw new Problem('not-found', 'There is no such template')
  if (ref.channel !== 'whatsapp') throw new Problem('conflict', 'Templates are for WhatsApp.')
  const filled = fillTemplate(template, parameters)
  if (!filled.ok)
    throw new Problem('bad-request', 'Fill every field of the template.', { errors: faultsOf(filled) })
  const words = { clientMessageId, text: filled.text, template: { templateId, parameters } }
  return sayAsStaff(deps, staff, ref, words)
}

function faultsOf(filled: Exclude<FilledTemplate, { ok: true }>) {
  const named = (names: string[], message: string) =>
    names.map((name) => ({ path: `parameters.${name}`, message }))
  return [
    ...named([...filled.missing, ...filled.empty], 'is empty'),
    ...named(filled.unsendable, 'must be one line'),
    ...named(filled.unknown, 'is no field of this template'),
  ]
}

async function sayAsStaff(
  deps: InboundDeps,
  staff: StaffView,
  ref: Conversation,
  words: StaffWords,
): Promise<Message> {
  const said = await inTransaction(deps.db, (tx) => storeWords(deps, tx, staff, ref, words))
  if (said.refused) throw new Problem('conflict', wordsOf(said.refused))
  if (!said.duplicate) publishChange(deps, ref, said.conversation, [said.message])
  return said.message
}

/** Under the locks: what may not leave to a phone is not stored either; its refusal is, in the outbox. */
async function storeWords(
  deps: InboundDeps,
  tx: Db,
  staff: StaffView,
  ref: Conversation,
  words: StaffWords,
): Promise<Said> {
  await lockPhone(tx, ref)
  const conversation = await lockConversation(tx, ref)
  const earlier = (await recentMessages(tx, ref, 200)).find(
    (message) => message.clientMessageId === words.clientMessageId && message.sender !== 'customer',
  )
  if (earlier) return { message: earlier, duplicate: true, conversation }
  assertMaySpeak(conversation, staff, words)
  const now = deps.clock()
  const messageId = newId('message', now)
  const { staffId, name: staffName } = staff
  const sender = { type: 'associate', staffId, name: staffName } as const
  const outcome = await leaveByPhone(
    deps,
    tx,
    conversation,
    { kind: 'reply', messageId, sender, ...words },
    now,
  )
  if (outcome?.state === 'refused') return { refused: outcome }
  const { text, clientMessageId } = words
  const message = { sender: senderOf(staff), text, clientMessageId, messageId, staffId, staffName }
  return appendMessage(tx, ref, message, now)
}

/** Support and admins speak as support, everyone else as an associate. */
function senderOf(staff: StaffView): 'support' | 'associate' {
  return staff.roles.some((role) => role === 'support' || role === 'admin') ? 'support' : 'associate'
}

function assertMaySpeak(conversation: Conversation, staff: StaffView, { text }: StaffWords): void {
  const { staffId } = staff
  const { channel } = conversation
  const words = { kind: 'reply' as const, channel, speaker: senderOf(staff), staffId, text, parts: [] }
  if (!decide(words, conversation).allowed) throw new Problem('conflict', whyNot(conversation, staff))
}

function whyNot(conversation: Conversation, staff: StaffView): string {
  if (conversation.status === 'closed') return 'This conversation is closed.'
  if (conversation.status !== 'with_staff') return 'Take the conversation before you reply.'
  return conversation.staffId === staff.staffId
    ? 'That reply cannot be sent.'
    : 'Someone else has this conversation.'
}

function wordsOf({ reason }: SendOutcome): string {
  const known = Object.entries(reasonWords).find(([name]) => name === reason)?.[1]
  return `${known ?? 'That reply cannot be sent'}.`
}
