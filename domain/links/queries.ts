import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { type LinkAsked, mayCount, type TrackedLink } from './links.ts'
import type { LinkTables } from './tables.ts'
import { isToken, newToken } from './token.ts'

type Row = Selectable<LinkTables['tracked_links']>

/**
 * Makes links for what is about to be sent and answers their tokens in the order asked: two statements for any
 * number of them, in the caller's transaction. Asked again for the same message and address, it is the same one.
 */
export async function mintLinks(tx: Db, asked: readonly LinkAsked[], now: Date): Promise<string[]> {
  if (asked.length === 0) return []
  const all = new Map(asked.map((link) => [keyOf(link), link]))
  const links = [...all.values()]
  const column = <T>(read: (link: LinkAsked) => T) => links.map(read)
  const { rows } = await sql<Pick<Row, 'customer_id' | 'ref' | 'url' | 'token'>>`
    insert into tracked_links (customer_id, token, ref, channel, url, product_id, campaign, minted_at, hits,
      machine_hits, last_click_at)
    select l.customer_id, l.token, l.ref, l.channel, l.url, l.product_id, l.campaign, ${now}::timestamptz, 0, 0, null
    from unnest(${column(({ customerId }) => customerId)}::text[], ${column(newToken)}::text[],
      ${column(({ ref }) => storableText(ref))}::text[], ${column(({ channel }) => channel)}::text[],
      ${column(({ url }) => storableText(url))}::text[],
      ${column(({ productId }) => textOrNull(productId))}::text[],
      ${column(({ campaign }) => textOrNull(campaign))}::text[])
      as l(customer_id, token, ref, channel, url, product_id, campaign)
    on conflict (customer_id, ref, md5(url)) do update set minted_at = excluded.minted_at
    returning customer_id, ref, url, token`.execute(tx)
  await sql`insert into link_tokens (token, customer_id)
    select * from unnest(${rows.map(({ token }) => token)}::text[], ${rows.map((row) => row.customer_id)}::text[])
    on conflict (token) do nothing`.execute(tx)
  const made = new Map(
    rows.map(({ customer_id: customerId, ref, url, token }) => [keyOf({ customerId, ref, url }), token]),
  )
  return asked.map((link) => {
    const token = made.get(keyOf(link))
    if (token === undefined) throw new Error('a link was written and is not there')
    return token
  })
}

function keyOf({ customerId, ref, url }: Pick<LinkAsked, 'customerId' | 'ref' | 'url'>): string {
  return JSON.stringify([customerId, storableText(ref), storableText(url)])
}

function textOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text)
}

/** null: there is no such link, or its person was erased. */
export async function findLink(db: Db, token: string): Promise<TrackedLink | null> {
  if (!isToken(token)) return null
  const row = await linkRow(db, token, false)
  return row ? toLink(row) : null
}

async function linkRow(db: Db, token: string, locked: boolean): Promise<Row | null> {
  const { rows } = await sql<Row>`select l.* from link_tokens t
    join tracked_links l on l.customer_id = t.customer_id and l.token = t.token
    where t.token = ${token} ${locked ? sql`for update of l` : sql``}`.execute(db)
  return rows[0] ?? null
}

/**
 * Notes that a link was followed. By a program it is a hit and nothing more; by what looks like a person it is a
 * click as well, once in half an hour, which waits to be settled. Answers the link; null: there is none.
 */
export async function noteHit(
  db: Db,
  token: string,
  seen: { machine: boolean },
  now: Date,
): Promise<TrackedLink | null> {
  if (!isToken(token)) return null
  return inTransaction(db, async (tx) => {
    const row = await linkRow(tx, token, true)
    if (!row) return null
    const judged = mayCount({ mintedAt: row.minted_at, lastClickAt: row.last_click_at }, now)
    const machine = seen.machine || judged.machine
    const counts = !machine && judged.counts
    await tx
      .withTables<LinkTables>()
      .updateTable('tracked_links')
      .set({
        hits: sql`least(hits, 2147483646) + 1`,
        ...(machine && { machine_hits: sql`least(machine_hits, 2147483646) + 1` }),
        ...(counts && { last_click_at: now }),
      })
      .where('customer_id', '=', row.customer_id)
      .where('token', '=', token)
      .execute()
    if (counts) await insertClick(tx, row, now)
    return toLink(row)
  })
}

async function insertClick(tx: Db, row: Row, now: Date): Promise<void> {
  await tx
    .withTables<LinkTables>()
    .insertInto('link_clicks')
    .values({
      customer_id: row.customer_id,
      clicked_at: now,
      click_id: newId('trackedLink', now),
      token: row.token,
      ref: row.ref,
      state: 'waiting',
    })
    .execute()
}

export function toLink(row: Omit<Row, 'hits' | 'machine_hits' | 'last_click_at'>): TrackedLink {
  return {
    customerId: row.customer_id,
    token: row.token,
    ref: row.ref,
    channel: row.channel,
    url: row.url,
    productId: row.product_id,
    campaign: row.campaign,
    mintedAt: row.minted_at,
  }
}
