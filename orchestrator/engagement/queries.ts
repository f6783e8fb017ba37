import { type RawBuilder, sql } from 'kysely'
import type { OutboundChannel } from '#contract/outbound.ts'
import { type EngagementSign, engagementSigns, latestEngagementSigns } from '#domain/events/index.ts'
import type { Db } from '#store/index.ts'
import { channelOfEvent, type Engagement } from './engagement.ts'

/** A machine that looks into every mail does so within seconds. */
const MACHINE_SECONDS = 10
/** Of everybody's signs, by event. */
const MOST_SIGNS = 1000

/** Signs that a person gave: what was opened or clicked within seconds of a mail's arrival was a machine. */
const byPeople = (signs: RawBuilder<EngagementSign>): RawBuilder<EngagementSign> => sql`
  select s.customer_id, s.name, s.at from (${signs}) s
  where s.name not in ('Email Opened', 'Email Link Clicked') or not exists (
    select 1 from outbox o
    where o.customer_id = s.customer_id and o.channel = 'email' and o.started_at is not null
      and s.at >= coalesce(o.delivered_at, o.sent_at, o.started_at)
      and s.at < coalesce(o.delivered_at, o.sent_at, o.started_at) + make_interval(secs => ${MACHINE_SECONDS}))`

/** How each of these customers dealt with what we sent since then; one statement. */
export async function engagementOf(
  db: Db,
  customerIds: readonly string[],
  since: Date,
): Promise<Map<string, Engagement>> {
  if (customerIds.length === 0) return new Map()
  const ids = sql`((select ids from given)::text[])`
  const { rows } = await sql<Row>`
    with given as (select ${[...customerIds]}::text[] as ids)
    select 'sign' as part, p.customer_id, p.name, p.at, 0 as sent, 0 as answered
      from (${byPeople(engagementSigns(ids, since))}) p
    union all
    select 'use', customer_id, channel, null, count(*)::int, 0 from outbox
    where customer_id = any(${ids}) and started_at >= ${since} and kind in ('clienteling', 'marketing')
    group by customer_id, channel`.execute(db)
  const people = new Map<string, Row[]>()
  for (const row of rows) people.set(row.customer_id, [...(people.get(row.customer_id) ?? []), row])
  return new Map([...people].map(([customerId, own]) => [customerId, engagementFrom(own)]))
}

/** What is usual: the latest signs of anybody, and all that went out since then; one statement. */
export async function everybodysEngagement(db: Db, since: Date): Promise<Engagement> {
  const { rows } = await sql<Row>`
    select 'sign' as part, p.customer_id, p.name, p.at, 0 as sent, 0 as answered
      from (${byPeople(latestEngagementSigns(since, MOST_SIGNS))}) p
    union all
    select 'use', '', channel, null, count(*)::int, 0 from outbox
    where started_at >= ${since} and kind in ('clienteling', 'marketing')
    group by channel`.execute(db)
  return engagementFrom(rows)
}

interface Row {
  part: 'sign' | 'use'
  customer_id: string
  name: string
  at: Date | null
  sent: number
}

function engagementFrom(rows: readonly Row[]): Engagement {
  const signs = rows.flatMap(({ part, name, at }) =>
    part === 'sign' && at ? [{ channel: channelOfEvent(name), at }] : [],
  )
  const answered = (channel: OutboundChannel) => signs.filter((sign) => sign.channel === channel).length
  const uses = rows
    .filter(({ part }) => part === 'use')
    .map(({ name, sent }) => {
      const channel = name as OutboundChannel
      return [channel, { sent: Number(sent), answered: Math.min(Number(sent), answered(channel)) }] as const
    })
  return { signs, uses: new Map(uses) }
}
