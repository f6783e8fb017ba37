import {
  checkCall,
  declaredNames,
  listSetAside,
  markReplayed,
  type SetAsideFilter,
  type SetAsideRow,
  type StoredAs,
} from '#domain/events/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { Incoming } from './incoming.ts'
import type { Intake } from './intake.ts'

export interface ReplayCounts {
  tried: number
  stored: number
  /** Known already, or a report of something that another one counts for. */
  duplicate: number
  /** Still refused; they stay set aside. */
  refused: number
}

const PAGE = 200

/**
 * Tries again what was set aside, as it was sent and as of when it arrived: after a name was declared, or
 * whatever kept it out was mended. What is still refused stays; twice is once, by the message id.
 */
export async function replaySetAside(
  deps: { db: Db; intake: Intake; clock: () => Date },
  filter: SetAsideFilter,
): Promise<ReplayCounts> {
  const counts: ReplayCounts = { tried: 0, stored: 0, duplicate: 0, refused: 0 }
  const declared = new Set((await declaredNames(deps.db)).map(({ name }) => name))
  let after = filter.after
  for (;;) {
    const rows = await listSetAside(deps.db, { ...filter, after }, PAGE)
    after = rows.at(-1)?.setAsideId
    if (after === undefined) return counts
    counts.tried += rows.length
    const outcomes = await tryAgain(deps, rows, declared)
    counts.refused += rows.length - outcomes.length
    for (const { outcome } of outcomes) counts[outcome === 'stored' ? 'stored' : 'duplicate']++
  }
}

async function tryAgain(
  { db, intake, clock }: { db: Db; intake: Intake; clock: () => Date },
  rows: readonly SetAsideRow[],
  declared: ReadonlySet<string>,
): Promise<{ setAsideId: string; outcome: StoredAs }[]> {
  const ready = rows.flatMap((row): { setAsideId: string; incoming: Incoming }[] => {
    const { setAsideId, body, sentAt, proof } = row
    const answer = checkCall(body, { ...row, declared })
    return answer.ok ? [{ setAsideId, incoming: { event: answer.event, raw: body, sentAt, proof } }] : []
  })
  const taken = await intake.submit(ready.map(({ incoming }) => incoming))
  const done = ready.flatMap(({ setAsideId }, at) => {
    const one = taken[at]
    return one?.ok ? [{ setAsideId, outcome: one.outcome }] : []
  })
  await inTransaction(db, (tx) => markReplayed(tx, done, clock()))
  return done
}
