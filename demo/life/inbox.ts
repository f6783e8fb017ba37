import type { MessageContent, OutboundChannel } from '#contract/outbound.ts'
import { identifiersOf } from '#domain/identity/index.ts'
import { issuedByKeys, type Terms } from '#domain/offers/index.ts'
import { type ArrivedMessage, arrivedOfJourneys } from '#orchestrator/index.ts'
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

/** So long ago a message may have come that still keeps somebody from something. */
const REMEMBERED_MS = 60 * 86_400_000

/** What the demo's people have been sent. */
export interface Inbox {
  /** Reads what arrived since the last time. */
  read: (until: Date) => Promise<void>
  /** By their time. */
  messages: () => readonly Arrived[]
}

export function openInbox(db: Db): Inbox {
  const users = new Map<string, string | null>()
  let kept: Arrived[] = []
  let readTo: Date | null = null
  return {
    read: async (until) => {
      const forgotten = new Date(until.getTime() - REMEMBERED_MS)
      const fresh = await arrivedOfJourneys(db, readTo ?? forgotten, until)
      readTo = until
      kept = kept.filter(({ at }) => at > forgotten.getTime())
      kept.push(...(await addressed(db, users, fresh)))
    },
    messages: () => kept,
  }
}

/** With the person of each, and what an offer in it gives. Of whoever has no account nobody here knows. */
async function addressed(
  db: Db,
  users: Map<string, string | null>,
  fresh: readonly ArrivedMessage[],
): Promise<Arrived[]> {
  await nameOwners(db, users, fresh)
  const keys = fresh.flatMap(({ issuedKey }) => issuedKey ?? [])
  const offers = await issuedByKeys(db, keys)
  return fresh.flatMap((message) => {
    const { outboxId, journey, channel, address, at, content } = message
    const userId = users.get(message.customerId) ?? null
    if (userId === null) return []
    const issued = offers.get(message.issuedKey ?? '')
    const offer = issued?.code
      ? { code: issued.code, terms: issued.terms, expiresAt: issued.expires_at }
      : null
    return { outboxId, journey, userId, channel, address: address ?? '', at: at.getTime(), content, offer }
  })
}

async function nameOwners(
  db: Db,
  users: Map<string, string | null>,
  rows: readonly ArrivedMessage[],
): Promise<void> {
  const asked = [...new Set(rows.map(({ customerId }) => customerId))].filter((id) => !users.has(id))
  for (const id of asked) users.set(id, null)
  for (const { kind, value, customerId } of await identifiersOf(db, asked))
    if (kind === 'user_id' && !users.get(customerId)) users.set(customerId, value)
}
