import { checkCall, declaredNames, type EventTrust, type Refusal } from '#domain/events/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Incoming } from './incoming.ts'
import { recordGroup } from './record-group.ts'

export type ImportedEvent = { ok: true; outcome: 'created' | 'known' } | ({ ok: false } & Refusal)

/** An import's counts have a row of their own beside the server's writers. */
const IMPORT_PART = 98

/**
 * Takes in events of a file, some hundreds at a time, in one transaction. What is refused is answered and
 * not set aside: the file has it. Needs no server.
 */
export async function importEvents(
  db: Db,
  rawCalls: readonly unknown[],
  from: { source: string; trust: EventTrust; receivedAt: Date },
  now: Date,
): Promise<{ results: ImportedEvent[] }> {
  const declared = new Set((await declaredNames(db)).map(({ name }) => name))
  const answers = rawCalls.map((raw) => checkCall(raw, { ...from, declared }))
  const group = answers.flatMap((answer, at): Incoming[] =>
    answer.ok ? [{ event: answer.event, raw: rawCalls[at], sentAt: null, proof: null }] : [],
  )
  const taken = await inTransaction(db, (tx) =>
    recordGroup(tx, group, IMPORT_PART, now, { keepRefused: false }),
  )
  let next = 0
  const results = answers.map((answer): ImportedEvent => {
    if (!answer.ok) return { ok: false, ...answer.refusal }
    const one = taken[next++]
    if (one && !one.ok) return { ok: false, ...one.refusal }
    return { ok: true, outcome: one?.outcome === 'repeated' ? 'known' : 'created' }
  })
  return { results }
}
