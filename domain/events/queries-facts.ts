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
 * When each of these customers last did something with what we sent or bought something, since `since`: rows
 * (customer_id, at). An opened mail counts where a person opened it: Apple's Mail fetches every picture by
 * itself, with `Mozilla/5.0` and nothing else for its name, and mail services mark what a machine opened.
 */
export function engagementRelation(
  ids: RawBuilder<unknown>,
  since: Date,
): RawBuilder<{ customer_id: string; at: Date }> {
  return sql`
    select customer_id, occurred_at as at from events
    where customer_id = any(${ids}) and occurred_at >= ${since} and duplicate_of is null and (
      name in ('Email Link Clicked', 'SMS Link Clicked', 'WhatsApp Link Clicked', 'Push Notification Tapped',
        'WhatsApp Message Read', 'Deep Link Clicked', 'Order Completed')
      or (name = 'Email Opened' and coalesce(context->>'userAgent', '') <> 'Mozilla/5.0'
        and not coalesce((coalesce(properties->>'machine_open', properties->>'sg_machine_open')) = 'true', false)))`
}
