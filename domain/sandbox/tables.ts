import type { ColumnType } from 'kysely'
import type { ChannelAddress, DeliveryChannel } from '#contract/outbound.ts'
import type { SandboxFault, SandboxMessage, SandboxStatus } from './sandbox.ts'

// a type, not an interface: Kysely wants an index signature
export type SandboxTables = {
  sandbox_messages: {
    customer_id: string
    provider_message_id: string
    channel: DeliveryChannel
    address: string
    direction: SandboxMessage['direction']
    content: ColumnType<SandboxMessage['content'], string, string>
    status: SandboxStatus | null
    seen_at: Date | null
    at: Date
  }
  sandbox_devices: {
    channel: DeliveryChannel
    address: string
    customer_id: string
    kind: ChannelAddress['kind']
    name: string | null
    fault: SandboxFault | null
    last_at: Date
    last_from_at: Date | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const sandboxColumns: ColumnsOf<SandboxTables> = {
  sandbox_messages: {
    customer_id: 'text',
    provider_message_id: 'text',
    channel: 'text',
    address: 'text',
    direction: 'text',
    content: 'jsonb',
    status: 'text null',
    seen_at: 'timestamptz null',
    at: 'timestamptz',
  },
  sandbox_devices: {
    channel: 'text',
    address: 'text',
    customer_id: 'text',
    kind: 'text',
    name: 'text null',
    fault: 'text null',
    last_at: 'timestamptz',
    last_from_at: 'timestamptz null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['sandbox_messages', 'sandbox_devices'] as const
