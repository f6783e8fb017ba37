import { sql } from 'kysely'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { markPart, type Part } from './queries-exports.ts'
import { type AudienceRow, judge, lockAudiences } from './queries-judge.ts'

/** Judged in one statement. */
const AT_ONCE = 250

export interface Taking {
  mode: 'full' | 'delta'
  by: string | null
  /** Who is on the list of the erased is known by it alone. */
  suppressionKey: string
}

/**
 * Takes a list as a file: all of it, to put in place of what the platform has, or what has changed since the last
 * file that arrived. Whoever it would add is judged once more, in the same transaction. Until `confirmFile` says
 * that it was uploaded, the next one brings the same again.
 */
export function takeFile(db: Db, audienceId: string, taking: Taking, now: Date): Promise<Part> {
  const { mode, by, suppressionKey } = taking
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    const { rows } = await sql<AudienceRow>`
      select * from audiences where audience_id = ${audienceId}`.execute(tx)
    const [audience] = rows
    if (!audience) throw new Problem('not-found', 'There is no such audience')
    if (audience.webhook_id !== null) throw new Problem('conflict', 'This audience is sent to an endpoint')
    if (audience.state === 'on') await judgeWanted(tx, audience, { suppressionKey, now })
    const part = await markPart(tx, audienceId, { mode, limit: null, by }, now)
    if (!part) throw new Error('a file is made of nothing too')
    return part
  })
}

async function judgeWanted(
  tx: Db,
  audience: AudienceRow,
  deps: { suppressionKey: string; now: Date },
): Promise<void> {
  for (let after = ''; ; ) {
    const { rows } = await sql<{ customer_id: string }>`
      select distinct customer_id from audience_members
      where audience_id = ${audience.audience_id} and wanted and customer_id > ${after}
      order by customer_id limit ${AT_ONCE}`.execute(tx)
    const ids = rows.map((row) => row.customer_id)
    await judge(tx, audience, ids, deps)
    if (ids.length < AT_ONCE) return
    after = ids.at(-1) ?? ''
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
}
