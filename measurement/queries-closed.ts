import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { ClosedReadout, Readout } from '#contract/readouts.ts'
import { holdoutKeys } from '#domain/experiments/index.ts'
import type { Db } from '#store/index.ts'
import type { MeasurementTables } from './tables.ts'

const tables = (db: Db) => db.withTables<MeasurementTables>()

/**
 * Keeps a readout as it is: what comes to light later, a return, a merge, an erasure, changes it no more. Only
 * one that is ready is closed; throws `conflict` for another, with its reasons.
 */
export async function closeReadout(
  db: Db,
  readout: Readout,
  by: string | null,
  now: Date,
): Promise<ClosedReadout> {
  if (readout.status !== 'ready') {
    const why = readout.notes[0] ?? 'It is not ready.'
    throw new Problem('conflict', `This readout cannot be closed yet. ${why}`)
  }
  const readoutId = newId('readout', now)
  await tables(db)
    .insertInto('readouts')
    .values({
      readout_id: readoutId,
      experiment: holdoutKeys.journey(readout.journey),
      journey: readout.journey,
      closed_at: now,
      closed_by: by,
      body: JSON.stringify(readout),
    })
    .execute()
  return { readoutId, closedAt: now.toISOString(), closedBy: by, readout }
}

/** The closed ones of a journey, the latest first. */
export async function listReadouts(db: Db, journey: string, limit = 50): Promise<ClosedReadout[]> {
  const rows = await tables(db)
    .selectFrom('readouts')
    .selectAll()
    .where('journey', '=', journey)
    .orderBy('closed_at', 'desc')
    .orderBy('readout_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toClosed)
}

export async function findReadout(db: Db, readoutId: string): Promise<ClosedReadout | null> {
  const row = await tables(db)
    .selectFrom('readouts')
    .selectAll()
    .where('readout_id', '=', readoutId)
    .executeTakeFirst()
  return row ? toClosed(row) : null
}

function toClosed(row: MeasurementTables['readouts']): ClosedReadout {
  return {
    readoutId: row.readout_id,
    closedAt: row.closed_at.toISOString(),
    closedBy: row.closed_by,
    readout: row.body as Readout, // written by closeReadout alone
  }
}
