import type { MessageContent, OutboundChannel } from '#contract/outbound.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import { issuedByKeys, type Terms } from '#domain/offers/index.ts'
import { listOutbox, type OutboxRow } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** A journey's message that lies on somebody's phone or in their mailbox. */
export interface Arrived {
  outboxId: string
  journey: string
  userId: string
  channel: OutboundChannel
  address: string
  /** Milliseconds. */
  at: number
  content: MessageContent
  /** What it gives, where it carries a code. */
  offer: { code: string; terms: Terms; expiresAt: Date } | null
}

const PAGE = 200
/** So long ago a message may have come that still keeps somebody from something. */
const REMEMBERED_MS = 60 * 86_400_000

/** What the demo's people have been sent. */
export interface Inbox {
  /** Reads what arrived since the last time. */
  read: (now: Date) => Promise<void>
  /** By their time. */
  messages: () => readonly Arrived[]
}

export function openInbox(db: Db): Inbox {
  const known = new Map<string, Arrived>()
  const users = new Map<string, string | null>()
  let readTo: Date | null = null
  const take = async (rows: readonly OutboxRow[]) => {
    const fresh = rows.filter(({ outboxId, deliveredAt }) => deliveredAt !== null && !known.has(outboxId))
    await nameOwners(db, users, fresh)
    const offers = await issuedByKeys(
      db,
      fresh.flatMap(({ issuedKey }) => issuedKey ?? []),
    )
    for (const row of fresh) {
      const userId = users.get(row.customerId) ?? null
      if (userId === null || row.sender.type !== 'journey' || row.deliveredAt === null) continue
      const issued = offers.get(row.issuedKey ?? '')
      known.set(row.outboxId, {
        outboxId: row.outboxId,
        journey: row.sender.name,
        userId,
        channel: row.channel,
        address: row.to?.value ?? '',
        at: row.deliveredAt.getTime(),
        content: row.content,
        offer: issued?.code ? { code: issued.code, terms: issued.terms, expiresAt: issued.expires_at } : null,
      })
    }
  }
  return {
    read: async (now) => {
      const since = readTo ?? new Date(now.getTime() - REMEMBERED_MS)
      let newest = since
      let before: { at: Date; outboxId: string } | undefined
      for (;;) {
        const rows = await listOutbox(db, { senderType: 'journey', limit: PAGE, ...(before && { before }) })
        const changed = rows.filter(({ changedAt }) => changedAt >= since)
        await take(changed)
        const [first, last] = [changed[0], rows.at(-1)]
        if (first && first.changedAt > newest) newest = first.changedAt
        if (!last || changed.length < PAGE) break
        before = { at: last.changedAt, outboxId: last.outboxId }
      }
      readTo = newest
      for (const [outboxId, { at }] of known) if (at < now.getTime() - REMEMBERED_MS) known.delete(outboxId)
    },
    messages: () => [...known.values()].sort((a, b) => a.at - b.at || (a.userId < b.userId ? -1 : 1)),
  }
}

async function nameOwners(
  db: Db,
  users: Map<string, string | null>,
  rows: readonly OutboxRow[],
): Promise<void> {
  const asked = [...new Set(rows.map(({ customerId }) => customerId))].filter((id) => !users.has(id))
  for (const id of asked) users.set(id, null)
  for (const { kind, value, customerId } of await identifiersOf(db, asked))
    if (kind === 'user_id' && !users.get(customerId)) users.set(customerId, value)
}
