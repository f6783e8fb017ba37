import { type Selectable, sql } from 'kysely'
import { type Db, inTransaction } from '#store/index.ts'
import { type Click, SCAN_MS, SETTLE_MS, scansAmong } from './links.ts'
import { toLink } from './queries.ts'
import type { LinkTables } from './tables.ts'

type ClickRow = Selectable<LinkTables['link_clicks']>
type LinkRow = Selectable<LinkTables['tracked_links']>

/**
 * Judges the clicks that have waited long enough, the oldest first. Scans are set apart here; the others are
 * answered and stay as they are, until `countClicks` says that they have been told on: a click that is answered
 * twice has the same id.
 */
export async function settleClicks(db: Db, now: Date, limit = 500): Promise<Click[]> {
  const before = new Date(now.getTime() - SETTLE_MS)
  const { rows } = await sql<ClickRow & LinkRow>`
    select l.*, c.click_id, c.clicked_at from link_clicks c
    join tracked_links l on l.customer_id = c.customer_id and l.token = c.token
    where c.state = 'waiting' and c.clicked_at <= ${before} order by c.clicked_at, c.click_id limit ${limit}`.execute(
    db,
  )
  if (rows.length === 0) return []
  const scans = await findScans(db, rows)
  if (scans.length > 0) await setApart(db, scans)
  const known = new Set(scans.map(({ click_id: id }) => id))
  return rows
    .filter(({ click_id: id }) => !known.has(id))
    .map((row) => ({ clickId: row.click_id, clickedAt: row.clicked_at, link: toLink(row) }))
}

/** Each message's clicks are looked at together, with those that were settled before or wait still. */
async function findScans(db: Db, rows: readonly ClickRow[]): Promise<ClickRow[]> {
  const first = rows.at(0)?.clicked_at.getTime() ?? 0
  const last = rows.at(-1)?.clicked_at.getTime() ?? 0
  const { rows: near } = await sql<ClickRow>`
    select c.* from link_clicks c
    where (c.customer_id, c.ref) in (select * from unnest(${rows.map((row) => row.customer_id)}::text[],
        ${rows.map(({ ref }) => ref)}::text[]))
      and c.clicked_at between ${new Date(first - SCAN_MS)} and ${new Date(last + SCAN_MS)}`.execute(db)
  const messages = new Map<string, { clickId: string; clickedAt: Date; token: string }[]>()
  for (const row of near) {
    const message = JSON.stringify([row.customer_id, row.ref])
    const clicks = messages.get(message) ?? []
    clicks.push({ clickId: row.click_id, clickedAt: row.clicked_at, token: row.token })
    messages.set(message, clicks)
  }
  const scans = new Set([...messages.values()].flatMap((clicks) => [...scansAmong(clicks)]))
  return rows.filter((row) => scans.has(row.click_id))
}

/** What a program did is no click, and does not stand in the way of the person's own a minute later. */
function setApart(db: Db, rows: readonly ClickRow[]): Promise<void> {
  return inTransaction(db, async (tx) => {
    await setState(tx, rows, 'scan')
    await sql`update tracked_links l set machine_hits = l.machine_hits + 1, last_click_at = null
      from unnest(${rows.map((row) => row.customer_id)}::text[], ${rows.map(({ token }) => token)}::text[],
        ${rows.map((row) => row.clicked_at)}::timestamptz[]) as s(customer_id, token, clicked_at)
      where l.customer_id = s.customer_id and l.token = s.token and l.last_click_at = s.clicked_at`.execute(
      tx,
    )
  })
}

/** These have been told on: they count from now on. Twice is once. */
export async function countClicks(db: Db, clicks: readonly Click[]): Promise<void> {
  if (clicks.length === 0) return
  await setState(
    db,
    clicks.map(({ clickId, clickedAt, link }) => ({
      customer_id: link.customerId,
      clicked_at: clickedAt,
      click_id: clickId,
    })),
    'counted',
  )
}

async function setState(
  db: Db,
  rows: readonly Pick<ClickRow, 'customer_id' | 'clicked_at' | 'click_id'>[],
  state: 'counted' | 'scan',
): Promise<void> {
  await sql`update link_clicks c set state = ${sql.lit(state)}
    from unnest(${rows.map((row) => row.customer_id)}::text[], ${rows.map((row) => row.clicked_at)}::timestamptz[],
      ${rows.map((row) => row.click_id)}::text[]) as s(customer_id, clicked_at, click_id)
    where c.customer_id = s.customer_id and c.clicked_at = s.clicked_at and c.click_id = s.click_id`.execute(
    db,
  )
}

/** When the next click has waited long enough; null: none waits. */
export async function nextSettling(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(clicked_at) as at from link_clicks where state = 'waiting'`.execute(db)
  const at = rows[0]?.at ?? null
  return at === null ? null : new Date(at.getTime() + SETTLE_MS)
}

/** What became of the links of some messages, by message: raw hits, those by programs, and what counts. */
export interface LinkCounts {
  ref: string
  links: number
  hits: number
  machineHits: number
  clicks: number
}

export async function linkCounts(
  db: Db,
  refs: readonly { customerId: string; ref: string }[],
): Promise<LinkCounts[]> {
  if (refs.length === 0) return []
  const { rows } = await sql<Record<'ref' | 'links' | 'hits' | 'machine_hits' | 'clicks', string>>`
    select l.ref, count(*) as links, sum(l.hits) as hits, sum(l.machine_hits) as machine_hits,
      sum((select count(*) from link_clicks c where c.customer_id = l.customer_id and c.ref = l.ref
        and c.token = l.token and c.state = 'counted')) as clicks
    from tracked_links l
    where (l.customer_id, l.ref) in (select * from unnest(${refs.map(({ customerId }) => customerId)}::text[],
      ${refs.map(({ ref }) => ref)}::text[]))
    group by l.ref order by l.ref`.execute(db)
  return rows.map((row) => ({
    ref: row.ref,
    links: Number(row.links),
    hits: Number(row.hits),
    machineHits: Number(row.machine_hits),
    clicks: Number(row.clicks),
  }))
}

/** Clicks that count, for set-based reads of other rooms: a condition on customer_id reaches the index. */
export const clicksRelation = sql<{
  customer_id: string
  ref: string
  clicked_at: Date
}>`select customer_id, ref, clicked_at from link_clicks where state = 'counted'`
