import { sql } from 'kysely'
import type { MessageContent, OutboundChannel } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'

/** A message of a journey that reached its phone or mailbox. */
export interface ArrivedMessage {
  outboxId: string
  /** The member who owns the address. */
  customerId: string
  journey: string
  channel: OutboundChannel
  address: string | null
  content: MessageContent
  /** Under which its offer was issued. */
  issuedKey: string | null
  at: Date
}

/** What of all journeys arrived after `since` and by `until`, by its time. Goes through the outbox once. */
export async function arrivedOfJourneys(db: Db, since: Date, until: Date): Promise<ArrivedMessage[]> {
  const { rows } = await sql<ArrivedMessage>`
    select outbox_id as "outboxId", customer_id as "customerId", sender_name as journey, channel, address, content,
      issued_key as "issuedKey", delivered_at as at
    from outbox where sender_type = 'journey' and sender_name is not null
      and delivered_at > ${since} and delivered_at <= ${until}
    order by delivered_at, outbox_id`.execute(db)
  return rows
}
