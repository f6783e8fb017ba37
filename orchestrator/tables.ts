import type {
  ChannelAddress,
  MessageContent,
  MessageKind,
  OutboundChannel,
  OutboxState,
  PushTarget,
} from '#contract/outbound.ts'

// types, not interfaces: Kysely wants an index signature
export type OutboxTable = {
  customer_id: string
  outbox_id: string
  key: string
  kind: MessageKind
  channel: OutboundChannel
  address_kind: ChannelAddress['kind'] | null
  address: string | null
  push: PushTarget | null
  sender_type: 'agent' | 'associate' | 'journey' | 'house'
  staff_id: string | null
  sender_name: string | null
  subject: string | null
  content: MessageContent
  conversation_customer_id: string | null
  conversation_id: string | null
  message_id: string | null
  experiment: string | null
  priority: number
  expected_value: number
  channels_left: OutboundChannel[]
  rerouted_from: string | null
  state: OutboxState
  gate: string | null
  reason: string | null
  winner_id: string | null
  due_at: Date | null
  expires_at: Date | null
  attempts: number
  worker: string | null
  lease_until: Date | null
  created_at: Date
  first_tried_at: Date | null
  started_at: Date | null
  accepted_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  changed_at: Date
  provider: string | null
  error_code: string | null
  error_text: string | null
  segments: number
  parts: number
  parts_sent: number
  settled_by: string | null
  cost: number
  holdout: number | null
  issued_key: string | null
}

export type ContactPointTable = {
  customer_id: string
  channel: OutboundChannel
  address: string
  kind: ChannelAddress['kind']
  last_inbound_at: Date | null
  blocked_reason: string | null
  blocked_at: Date | null
  rest_until: Date | null
  push: PushTarget | null
  seen_at: Date
}

export type ProviderMessageTable = {
  provider: string
  provider_message_id: string
  customer_id: string | null
  outbox_id: string | null
  part: number
  status: 'sent' | 'delivered' | 'read' | 'failed' | null
  reason: string | null
  error_code: string | null
  error_text: string | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  noted_at: Date
}

export type OrchestratorTables = {
  outbox: OutboxTable
  outbox_keys: { key: string; customer_id: string; outbox_id: string }
  provider_messages: ProviderMessageTable
  contact_points: ContactPointTable
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const orchestratorColumns: ColumnsOf<OrchestratorTables> = {
  outbox: {
    customer_id: 'text',
    outbox_id: 'text',
    key: 'text',
    kind: 'text',
    channel: 'text',
    address_kind: 'text null',
    address: 'text null',
    push: 'jsonb null',
    sender_type: 'text',
    staff_id: 'text null',
    sender_name: 'text null',
    subject: 'text null',
    content: 'jsonb',
    conversation_customer_id: 'text null',
    conversation_id: 'text null',
    message_id: 'text null',
    experiment: 'text null',
    priority: 'integer',
    expected_value: 'bigint',
    channels_left: 'jsonb',
    rerouted_from: 'text null',
    state: 'text',
    gate: 'text null',
    reason: 'text null',
    winner_id: 'text null',
    due_at: 'timestamptz null',
    expires_at: 'timestamptz null',
    attempts: 'integer',
    worker: 'text null',
    lease_until: 'timestamptz null',
    created_at: 'timestamptz',
    first_tried_at: 'timestamptz null',
    started_at: 'timestamptz null',
    accepted_at: 'timestamptz null',
    sent_at: 'timestamptz null',
    delivered_at: 'timestamptz null',
    read_at: 'timestamptz null',
    failed_at: 'timestamptz null',
    changed_at: 'timestamptz',
    provider: 'text null',
    error_code: 'text null',
    error_text: 'text null',
    segments: 'integer',
    parts: 'integer',
    parts_sent: 'integer',
    settled_by: 'text null',
    cost: 'bigint',
    holdout: 'double precision null',
    issued_key: 'text null',
  },
  outbox_keys: { key: 'text', customer_id: 'text', outbox_id: 'text' },
  provider_messages: {
    provider: 'text',
    provider_message_id: 'text',
    customer_id: 'text null',
    outbox_id: 'text null',
    part: 'integer',
    status: 'text null',
    reason: 'text null',
    error_code: 'text null',
    error_text: 'text null',
    sent_at: 'timestamptz null',
    delivered_at: 'timestamptz null',
    read_at: 'timestamptz null',
    failed_at: 'timestamptz null',
    noted_at: 'timestamptz',
  },
  contact_points: {
    customer_id: 'text',
    channel: 'text',
    address: 'text',
    kind: 'text',
    last_inbound_at: 'timestamptz null',
    blocked_reason: 'text null',
    blocked_at: 'timestamptz null',
    rest_until: 'timestamptz null',
    push: 'jsonb null',
    seen_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = [
  'outbox',
  'outbox_keys',
  'provider_messages',
  'contact_points',
  'journey_entries',
] as const
