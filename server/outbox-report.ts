import type { OutboundChannel, OutboxState } from '#contract/outbound.ts'
import { listOutbox, type OutboxRow } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** How many messages stand alike. */
export interface OutboxLine {
  state: OutboxState
  channel: OutboundChannel
  gate: string | null
  reason: string | null
  messages: number
}

const PAGE = 500

/** Where everything of the outbox stands that changed since then, and all that still waits; most of it first. */
export async function reportOutbox(db: Db, since: Date): Promise<OutboxLine[]> {
  const lines = new Map<string, OutboxLine>()
  const note = ({ state, channel, gate, reason }: OutboxRow) => {
    const key = JSON.stringify([state, channel, gate, reason])
    const line = lines.get(key) ?? { state, channel, gate, reason, messages: 0 }
    lines.set(key, { ...line, messages: line.messages + 1 })
  }
  await eachRow(db, {}, (row) => {
    const changed = row.changedAt >= since
    if (changed && !waits(row)) note(row)
    return changed
  })
  await eachRow(db, { states: waiting }, (row) => {
    note(row)
    return true
  })
  return [...lines.values()].sort(
    (a, b) => b.messages - a.messages || (a.state + a.channel < b.state + b.channel ? -1 : 1),
  )
}

const waiting: readonly OutboxState[] = ['held', 'queued', 'sending']
const waits = ({ state }: OutboxRow) => waiting.includes(state)

/** Page by page, newest first, until `take` has seen enough. */
async function eachRow(
  db: Db,
  filter: { states?: readonly OutboxState[] },
  take: (row: OutboxRow) => boolean,
): Promise<void> {
  let before: { at: Date; outboxId: string } | undefined
  for (;;) {
    const rows = await listOutbox(db, { ...filter, limit: PAGE, ...(before && { before }) })
    for (const row of rows) if (!take(row)) return
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    before = { at: last.changedAt, outboxId: last.outboxId }
  }
}
