import type { ColumnType } from 'kysely'
import type { PageContext } from '#contract/chat.ts'
import type { ConversationStatus, MessagePart, Sender, TrustLevel } from '#contract/message.ts'
import type { ConversationChannel, PhoneAddress } from './conversations.ts'
import type { ProposalStatus } from './tool-calls.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type ConversationTables = {
  conversations: {
    customer_id: string
    conversation_id: string
    channel: ConversationChannel
    phone_channel: PhoneAddress['channel'] | null
    phone_kind: PhoneAddress['kind'] | null
    phone_address: string | null
    visitor_id: string | null
    turn_after: Date | null
    status: ConversationStatus
    staff_id: string | null
    rev: number
    last_seq: number
    last_customer_seq: number
    answered_seq: number
    turn_id: string | null
    turn_lease_until: Date | null
    turn_attempts: number
    customer_read_seq: number
    staff_read_seq: number
    page: ColumnType<PageContext | null, string | null, string | null>
    created_at: Date
    updated_at: Date
  }
  messages: {
    customer_id: string
    conversation_id: string
    seq: number
    message_id: string
    client_message_id: string | null
    sender: Sender
    staff_id: string | null
    staff_name: string | null
    text: string
    parts: Json<MessagePart[]>
    channel: ConversationChannel | null
    status: 'partial' | 'complete'
    turn_id: string | null
    rev: number
    created_at: Date
    updated_at: Date
  }
  tool_calls: {
    customer_id: string
    conversation_id: string
    tool_call_id: string
    turn_id: string
    message_seq: number
    tool: string
    arguments: Json<unknown>
    result: Json<unknown>
    ok: boolean
    error: string | null
    trust: TrustLevel
    started_at: Date
    milliseconds: number
  }
  proposals: {
    customer_id: string
    conversation_id: string
    proposal_id: string
    tool: string
    arguments: Json<unknown>
    summary: string
    status: ProposalStatus
    after_customer_seq: number
    created_at: Date
    expires_at: Date
    settled_at: Date | null
    result: ColumnType<unknown, string | null, string | null>
  }
  order_grants: {
    customer_id: string
    conversation_id: string
    order_id: string
    granted_at: Date
    expires_at: Date
  }
  conversation_threads: {
    channel: PhoneAddress['channel']
    kind: PhoneAddress['kind']
    address: string
    customer_id: string
    conversation_id: string
    heard_at: Date | null
  }
  channel_messages: {
    provider: string
    provider_message_id: string
    customer_id: string
    conversation_id: string
    message_id: string
    media: Json<unknown[]>
    received_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const conversationColumns: ColumnsOf<ConversationTables> = {
  conversations: {
    customer_id: 'text',
    conversation_id: 'text',
    channel: 'text',
    phone_channel: 'text null',
    phone_kind: 'text null',
    phone_address: 'text null',
    visitor_id: 'text null',
    turn_after: 'timestamptz null',
    status: 'text',
    staff_id: 'text null',
    rev: 'bigint',
    last_seq: 'integer',
    last_customer_seq: 'integer',
    answered_seq: 'integer',
    turn_id: 'text null',
    turn_lease_until: 'timestamptz null',
    turn_attempts: 'integer',
    customer_read_seq: 'integer',
    staff_read_seq: 'integer',
    page: 'jsonb null',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  messages: {
    customer_id: 'text',
    conversation_id: 'text',
    seq: 'integer',
    message_id: 'text',
    client_message_id: 'text null',
    sender: 'text',
    staff_id: 'text null',
    staff_name: 'text null',
    text: 'text',
    parts: 'jsonb',
    channel: 'text null',
    status: 'text',
    turn_id: 'text null',
    rev: 'bigint',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  tool_calls: {
    customer_id: 'text',
    conversation_id: 'text',
    tool_call_id: 'text',
    turn_id: 'text',
    message_seq: 'integer',
    tool: 'text',
    arguments: 'jsonb',
    result: 'jsonb null',
    ok: 'boolean',
    error: 'text null',
    trust: 'text',
    started_at: 'timestamptz',
    milliseconds: 'integer',
  },
  proposals: {
    customer_id: 'text',
    conversation_id: 'text',
    proposal_id: 'text',
    tool: 'text',
    arguments: 'jsonb',
    summary: 'text',
    status: 'text',
    after_customer_seq: 'integer',
    created_at: 'timestamptz',
    expires_at: 'timestamptz',
    settled_at: 'timestamptz null',
    result: 'jsonb null',
  },
  order_grants: {
    customer_id: 'text',
    conversation_id: 'text',
    order_id: 'text',
    granted_at: 'timestamptz',
    expires_at: 'timestamptz',
  },
  conversation_threads: {
    channel: 'text',
    kind: 'text',
    address: 'text',
    customer_id: 'text',
    conversation_id: 'text',
    heard_at: 'timestamptz null',
  },
  channel_messages: {
    provider: 'text',
    provider_message_id: 'text',
    customer_id: 'text',
    conversation_id: 'text',
    message_id: 'text',
    media: 'jsonb',
    received_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = [
  'conversations',
  'messages',
  'tool_calls',
  'proposals',
  'order_grants',
  'conversation_threads',
  'channel_messages',
] as const
