import type { Selectable } from 'kysely'
import type { ChannelAddress, OutboundSender } from '#contract/outbound.ts'
import { storableJson, storableText } from '#store/index.ts'
import type { GateName } from '../reasons.ts'
import type { OutboxTable } from '../tables.ts'
import type { OutboxRow, RowChange, RowReason } from './outbox.ts'

type Stored = Selectable<OutboxTable>

/** A row as the database has it. */
export function rowFrom(stored: Stored): OutboxRow {
  return {
    customerId: stored.customer_id,
    outboxId: stored.outbox_id,
    key: stored.key,
    kind: stored.kind,
    channel: stored.channel,
    to: addressFrom(stored),
    sender: senderFrom(stored),
    subject: stored.subject,
    content: stored.content,
    conversation: conversationFrom(stored),
    experiment: stored.experiment,
    priority: stored.priority,
    expectedValue: Number(stored.expected_value),
    channelsLeft: stored.channels_left,
    reroutedFrom: stored.rerouted_from,
    state: stored.state,
    gate: stored.gate as GateName | null,
    reason: stored.reason as RowReason | null,
    winnerId: stored.winner_id,
    dueAt: stored.due_at,
    expiresAt: stored.expires_at,
    attempts: stored.attempts,
    worker: stored.worker,
    createdAt: stored.created_at,
    firstTriedAt: stored.first_tried_at,
    startedAt: stored.started_at,
    acceptedAt: stored.accepted_at,
    sentAt: stored.sent_at,
    deliveredAt: stored.delivered_at,
    readAt: stored.read_at,
    failedAt: stored.failed_at,
    changedAt: stored.changed_at,
    provider: stored.provider,
    error: stored.error_code === null ? null : { code: stored.error_code, text: stored.error_text ?? '' },
    segments: stored.segments,
    parts: stored.parts,
    partsSent: stored.parts_sent,
    settledBy: stored.settled_by,
    cost: Number(stored.cost),
    issuedKey: stored.issued_key,
  }
}

function addressFrom({ channel, address_kind, address, push }: Stored): ChannelAddress | null {
  if (address_kind === null || address === null) return null
  return { channel, kind: address_kind, value: address, ...(push && { push }) }
}

function senderFrom({ sender_type, staff_id, sender_name, holdout }: Stored): OutboundSender {
  if (sender_type === 'associate')
    return { type: 'associate', staffId: staff_id ?? '', name: sender_name ?? '' }
  if (sender_type !== 'journey') return { type: sender_type }
  return { type: 'journey', name: sender_name ?? '', ...(holdout !== null && { holdout }) }
}

function conversationFrom(stored: Stored): OutboxRow['conversation'] {
  const { conversation_customer_id: customerId, conversation_id: conversationId, message_id } = stored
  if (customerId === null || conversationId === null || message_id === null) return null
  return { ref: { customerId, conversationId }, messageId: message_id }
}

/** Columns that only a new row has another value of. */
const fresh = {
  worker: null,
  lease_until: null,
  first_tried_at: null,
  started_at: null,
  accepted_at: null,
  sent_at: null,
  delivered_at: null,
  read_at: null,
  failed_at: null,
  provider: null,
  settled_by: null,
  attempts: 0,
  parts_sent: 0,
  cost: 0,
  issued_key: null,
}

export type NewRow = Omit<
  OutboxRow,
  | 'attempts'
  | 'worker'
  | 'firstTriedAt'
  | 'startedAt'
  | 'acceptedAt'
  | 'sentAt'
  | 'deliveredAt'
  | 'readAt'
  | 'failedAt'
  | 'changedAt'
  | 'provider'
  | 'partsSent'
  | 'settledBy'
  | 'cost'
  | 'issuedKey'
>

/** A new row as JSON that the database makes a record of; every text in it can be stored. */
export function columnsOf(row: NewRow): Record<string, unknown> {
  const { sender } = row
  return {
    ...fresh,
    customer_id: row.customerId,
    outbox_id: row.outboxId,
    key: storableText(row.key),
    kind: row.kind,
    channel: row.channel,
    address_kind: row.to?.kind ?? null,
    address: row.to?.value ?? null,
    push: row.to?.push ?? null,
    sender_type: sender.type,
    staff_id: sender.type === 'associate' ? sender.staffId : null,
    sender_name: sender.type === 'associate' || sender.type === 'journey' ? sender.name : null,
    subject: row.subject,
    content: row.content,
    conversation_customer_id: row.conversation?.ref.customerId ?? null,
    conversation_id: row.conversation?.ref.conversationId ?? null,
    message_id: row.conversation?.messageId ?? null,
    experiment: row.experiment,
    priority: row.priority,
    expected_value: row.expectedValue,
    channels_left: row.channelsLeft,
    rerouted_from: row.reroutedFrom,
    state: row.state,
    gate: row.gate,
    reason: row.reason,
    winner_id: row.winnerId,
    due_at: row.dueAt,
    expires_at: row.expiresAt,
    created_at: row.createdAt,
    changed_at: row.createdAt,
    error_code: row.error?.code ?? null,
    error_text: row.error?.text ?? null,
    segments: row.segments,
    parts: row.parts,
    holdout: sender.type === 'journey' ? (sender.holdout ?? null) : null,
  }
}

export const jsonOfRows = (rows: readonly Record<string, unknown>[]): string => storableJson(rows)

export function changeOf(row: OutboxRow): RowChange {
  const { customerId, outboxId, channel, state, conversation } = row
  return { customerId, outboxId, channel, state, conversation }
}
