import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Writing } from './queries.ts'

interface Counted {
  conversion: string
  customerId: string
  occurredAt: Date
  eventId: string
  trust: string
}

/**
 * Decides which of these events count: one a conversion, a server's before a browser's. Notes `duplicateOf`
 * on those that do not, and on a browser's that was counted until now. Costs nothing where there are none.
 * Answers the customers of whom an event counts no more.
 */
export async function countConversions(tx: Db, writing: readonly Writing[]): Promise<string[]> {
  const reports = writing.filter((each) => each.conversion !== null)
  if (reports.length === 0) return []
  const best = new Map<string, Writing>()
  for (const report of reports) {
    const key = report.conversion ?? ''
    const before = best.get(key)
    if (!before || (before.event.trust === 'public' && report.event.trust === 'secret')) best.set(key, report)
  }
  const uncounted: string[] = []
  const holders = await claim(tx, [...best.entries()])
  for (const [key, report] of best) {
    const holder = holders.get(key)
    if (!holder || holder.eventId === report.eventId) continue
    if (holder.trust === 'public' && report.event.trust === 'secret') {
      await takeOver(tx, holder, report)
      uncounted.push(holder.customerId)
    } else report.duplicateOf = holder.eventId
  }
  for (const report of reports) {
    const first = best.get(report.conversion ?? '')
    if (first && first !== report) report.duplicateOf = first.duplicateOf ?? first.eventId
  }
  return uncounted
}

/** Who holds each conversion: these reports where they are the first, else whoever was. Rows stay locked. */
async function claim(tx: Db, reports: [string, Writing][]): Promise<Map<string, Counted>> {
  const claims = reports.map(([conversion, { customerId, eventId, event }]) => ({
    conversion,
    customerId,
    eventId,
    occurredAt: event.occurredAt,
    trust: event.trust,
  }))
  await sql`
    insert into event_conversions (conversion, customer_id, occurred_at, event_id, trust)
    select conversion, "customerId", "occurredAt", "eventId", trust
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb)
      as r(conversion text, "customerId" text, "occurredAt" timestamptz, "eventId" text, trust text)
    order by conversion
    on conflict (conversion) do nothing`.execute(tx)
  const { rows } = await sql<Counted>`
    select conversion, customer_id as "customerId", occurred_at as "occurredAt", event_id as "eventId", trust
    from event_conversions where conversion = any(${claims.map((each) => each.conversion)})
    order by conversion for update`.execute(tx)
  return new Map(rows.map((row) => [row.conversion, row]))
}

async function takeOver(tx: Db, holder: Counted, { customerId, eventId, event }: Writing): Promise<void> {
  await sql`
    update event_conversions set customer_id = ${customerId}, occurred_at = ${event.occurredAt},
      event_id = ${eventId}, trust = ${event.trust}
    where conversion = ${holder.conversion}`.execute(tx)
  await sql`
    update events set duplicate_of = ${eventId}
    where customer_id = ${holder.customerId} and occurred_at = ${holder.occurredAt}
      and event_id = ${holder.eventId}`.execute(tx)
}
