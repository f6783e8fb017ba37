import { sql } from 'kysely'
import type { Db } from '#store/index.ts'
import { comesBefore, type Report } from './conversion.ts'
import type { Writing } from './queries.ts'

interface Counted extends Report {
  conversion: string
  customerId: string
  eventId: string
}

/**
 * Decides which of these events count: one a conversion, a server's before a browser's, then the earliest,
 * so that the order of arrival decides nothing. Notes `duplicateOf` on those that do not, and on one that was
 * counted until now. Costs nothing where there are none. Answers the customers of whom an event counts no
 * more.
 */
export async function countConversions(tx: Db, writing: readonly Writing[]): Promise<string[]> {
  const reports = writing.flatMap((each) =>
    each.conversion === null ? [] : [{ ...reportOf(each), writing: each }],
  )
  if (reports.length === 0) return []
  const best = new Map<string, (typeof reports)[number]>()
  for (const report of reports) {
    const before = best.get(report.conversion)
    if (!before || comesBefore(report, before)) best.set(report.conversion, report)
  }
  const uncounted: string[] = []
  const holders = await claim(tx, [...best.values()])
  for (const report of best.values()) {
    const holder = holders.get(report.conversion)
    if (!holder || holder.eventId === report.eventId) continue
    if (comesBefore(report, holder)) {
      await takeOver(tx, holder, report)
      uncounted.push(holder.customerId)
    } else report.writing.duplicateOf = holder.eventId
  }
  for (const report of reports) {
    const first = best.get(report.conversion)
    if (first && first !== report) report.writing.duplicateOf = first.writing.duplicateOf ?? first.eventId
  }
  return uncounted
}

function reportOf({ conversion, customerId, eventId, event }: Writing): Counted {
  const { occurredAt, messageId, trust } = event
  return { conversion: conversion ?? '', customerId, eventId, occurredAt, messageId, trust }
}

/** Who holds each conversion: these reports where they are the first, else whoever was. Rows stay locked. */
async function claim(tx: Db, reports: readonly Counted[]): Promise<Map<string, Counted>> {
  const claims = reports.map(({ conversion, customerId, eventId, occurredAt, messageId, trust }) => ({
    conversion,
    customerId,
    eventId,
    occurredAt,
    messageId,
    trust,
  }))
  await sql`
    insert into event_conversions (conversion, customer_id, occurred_at, event_id, message_id, trust)
    select conversion, "customerId", "occurredAt", "eventId", "messageId", trust
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as r(conversion text, "customerId" text,
      "occurredAt" timestamptz, "eventId" text, "messageId" text, trust text)
    order by conversion
    on conflict (conversion) do nothing`.execute(tx)
  const { rows } = await sql<Counted>`
    select c.conversion, c.customer_id as "customerId", c.occurred_at as "occurredAt", c.event_id as "eventId",
      c.message_id as "messageId", c.trust
    from unnest(${claims.map((each) => each.conversion).sort()}::text[]) with ordinality as w(name, place)
    cross join lateral (select * from event_conversions where conversion = w.name limit 1 for update) c
    order by w.place`.execute(tx)
  return new Map(rows.map((row) => [row.conversion, row]))
}

async function takeOver(tx: Db, holder: Counted, report: Counted): Promise<void> {
  await sql`
    update event_conversions set customer_id = ${report.customerId}, occurred_at = ${report.occurredAt},
      event_id = ${report.eventId}, message_id = ${report.messageId}, trust = ${report.trust}
    where conversion = ${holder.conversion}`.execute(tx)
  await sql`
    update events set duplicate_of = ${report.eventId}
    where customer_id = ${holder.customerId} and occurred_at = ${holder.occurredAt}
      and event_id = ${holder.eventId}`.execute(tx)
}
