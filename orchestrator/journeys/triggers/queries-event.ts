import { type RawBuilder, sql } from 'kysely'
import { newsRelation } from '#domain/events/index.ts'
import type { TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { dayOf, type FoundRow, newcomer, pageOf } from './queries-page.ts'

interface Row extends FoundRow {
  eventId: string
  object: string | null
  productId: string | null
}

/** The longest object that is kept. */
const LONGEST = 200

export const event: TriggerSource<'event'> = {
  wakes: new Set(['events']),
  everyMinutes: 60,
  causedBy: ({ name }) => [name],
  find: async (db, asked) =>
    (await pageOf<Row>(db, happened(asked), asked)).map((row) =>
      newcomer(row, {
        object: row.object?.slice(0, LONGEST) ?? dayOf(row.since),
        occurrence: `event ${row.eventId}`,
        productIds: row.productId === null ? [] : [row.productId],
      }),
    ),
}

function happened({ trigger, since, until }: TriggerAsked<'event'>): RawBuilder<unknown> {
  return sql`
    select n.customer_id as "customerId", n.occurred_at as since, n.event_id as "eventId",
      ${trigger.object === undefined ? sql`null` : sql`n.properties->>${trigger.object}::text`} as object,
      n.properties->>'product_id' as "productId"
    from ${newsRelation([trigger.name], since, until)} n`
}
