import { type RawBuilder, sql } from 'kysely'

export interface EventFact {
  part: string
  customer_id: string
  fact: unknown
}

/**
 * Tickets of these customers that are open: opened or opened again, and not closed since; as a fragment (part,
 * customer_id, fact: the ticket's id) of a set-based read. `ids` is an expression of the type text[]. The
 * names stand in the text so that the partial index of tickets is used.
 */
export function ticketFacts(ids: RawBuilder<unknown>): RawBuilder<EventFact> {
  return sql`
    select 'ticket' as part, customer_id, to_json(ticket_id) as fact from (
      select distinct on (customer_id, properties->>'ticket_id') customer_id,
        properties->>'ticket_id' as ticket_id, name
      from events
      where customer_id = any(${ids}) and duplicate_of is null
        and name in ('Service Ticket Opened', 'Service Ticket Reopened', 'Service Ticket Closed')
      order by customer_id, properties->>'ticket_id', occurred_at desc, name = 'Service Ticket Closed' desc
    ) latest where name <> 'Service Ticket Closed'`
}

/**
 * Whether an event shows that a person did something with what we sent, or bought something. An opened mail counts
 * where a person opened it: Apple's Mail fetches every picture by itself, with `Mozilla/5.0` and nothing else for
 * its name, and mail services mark what a machine opened.
 */
const isEngagement = sql<boolean>`duplicate_of is null and (
  name in ('Email Link Clicked', 'SMS Link Clicked', 'WhatsApp Link Clicked', 'Push Notification Tapped',
    'WhatsApp Message Read', 'Deep Link Clicked', 'Order Completed')
  or (name = 'Email Opened' and coalesce(context->>'userAgent', '') <> 'Mozilla/5.0'
    and not coalesce((coalesce(properties->>'machine_open', properties->>'sg_machine_open')) = 'true', false)))`

/** When each of these customers engaged since `since`: rows (customer_id, at). */
export function engagementRelation(
  ids: RawBuilder<unknown>,
  since: Date,
): RawBuilder<{ customer_id: string; at: Date }> {
  return sql`
    select customer_id, occurred_at as at from events
    where customer_id = any(${ids}) and occurred_at >= ${since} and ${isEngagement}`
}

/** One sign that somebody engaged: which event it was, and when. */
export interface EngagementSign {
  customer_id: string
  name: string
  at: Date
}

/** The same with the events' names; two sources that report the same moment are two signs of it. */
export function engagementSigns(ids: RawBuilder<unknown>, since: Date): RawBuilder<EngagementSign> {
  return sql`
    select customer_id, name, occurred_at as at from events
    where customer_id = any(${ids}) and occurred_at >= ${since} and ${isEngagement}`
}

/** The latest such signs of anybody, at most so many of each event: what is usual. */
export function latestEngagementSigns(since: Date, most: number): RawBuilder<EngagementSign> {
  return sql`
    select latest.* from unnest(array['Email Opened', 'Email Link Clicked', 'SMS Link Clicked',
      'WhatsApp Link Clicked', 'Push Notification Tapped', 'WhatsApp Message Read', 'Deep Link Clicked',
      'Order Completed']) as of_them(event_name)
    cross join lateral (
      select customer_id, name, occurred_at as at from events
      where name = of_them.event_name and occurred_at >= ${since} and ${isEngagement}
      order by occurred_at desc limit ${most}
    ) latest`
}
