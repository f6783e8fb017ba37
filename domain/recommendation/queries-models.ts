import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { SignalMark } from './queries-signals.ts'
import type { RecommendationTables } from './tables.ts'
import { FORMAT } from './training/pack.ts'

const tables = (db: Db) => db.withTables<RecommendationTables>()

/** A model that is in the database, without its bytes. */
export interface StoredModel {
  modelId: string
  /** As of when it knows. */
  trainedAt: Date
  durationMs: number
  counts: TrainingCounts
  /** What was chosen, and its figures on a later period. */
  params: unknown
  mark: SignalMark
}

/** What it was learned from. */
export interface TrainingCounts {
  purchases: number
  looks: number
  people: number
  products: number
  /** Left out because they said no. */
  refused: number
}

/** So many are kept: the one in use, and two before it. */
const KEPT = 3

export async function writeModel(
  db: Db,
  model: Omit<StoredModel, 'modelId'> & { bytes: Buffer },
): Promise<string> {
  const modelId = newId('model', model.trainedAt)
  await inTransaction(db, async (tx) => {
    await tables(tx)
      .insertInto('recommendation_models')
      .values({
        model_id: modelId,
        trained_at: model.trainedAt,
        format: FORMAT,
        duration_ms: Math.round(model.durationMs),
        counts: JSON.stringify(model.counts),
        params: JSON.stringify(model.params ?? null),
        mark: JSON.stringify(model.mark),
        bytes: model.bytes,
      })
      .execute()
    await sql`delete from recommendation_models where model_id not in (
      select model_id from recommendation_models order by number desc limit ${KEPT})`.execute(tx)
  })
  return modelId
}

/** The newest that this process can read; null: none. */
export async function latestModel(db: Db): Promise<StoredModel | null> {
  const row = await tables(db)
    .selectFrom('recommendation_models')
    .select(['model_id', 'trained_at', 'duration_ms', 'counts', 'params', 'mark'])
    .where('format', '=', FORMAT)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return {
    modelId: row.model_id,
    trainedAt: row.trained_at,
    durationMs: row.duration_ms,
    counts: row.counts as TrainingCounts,
    params: row.params,
    mark: row.mark as SignalMark,
  }
}

/** null: it has been replaced and dropped meanwhile. */
export async function modelBytes(db: Db, modelId: string): Promise<Uint8Array | null> {
  const row = await tables(db)
    .selectFrom('recommendation_models')
    .select('bytes')
    .where('model_id', '=', modelId)
    .executeTakeFirst()
  return row?.bytes ?? null
}

export interface TrainingRun {
  runId: string
  startedAt: Date
  step: string
  done: number
  total: number
  endedAt: Date | null
  /** Why it failed; the model before it stays in use. */
  error: string | null
}

/** A run that has not been heard of for this long has died with its process. */
const SILENT_MS = 30 * 60_000
const RUNS_KEPT = 30

/** Begins a run. Throws `conflict` while another is at work, in whichever process. */
export function beginRun(db: Db, now: Date): Promise<string> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'recommendation training')
    const running = await sql`select 1 from recommendation_runs
      where ended_at is null and updated_at > ${new Date(now.getTime() - SILENT_MS)} limit 1`.execute(tx)
    if (running.rows.length > 0)
      throw new Problem('conflict', 'The recommendation models are being trained already')
    const runId = newId('trainingRun', now)
    await tables(tx)
      .insertInto('recommendation_runs')
      .values({ run_id: runId, started_at: now, step: 'begin', done: 0, total: 0, updated_at: now })
      .execute()
    await sql`delete from recommendation_runs where run_id not in (
      select run_id from recommendation_runs order by number desc limit ${RUNS_KEPT})`.execute(tx)
    return runId
  })
}

export async function noteRun(
  db: Db,
  runId: string,
  change: Partial<{ step: string; done: number; total: number; ended_at: Date; error: string }>,
  now: Date,
): Promise<void> {
  await tables(db)
    .updateTable('recommendation_runs')
    .set({ ...change, updated_at: now })
    .where('run_id', '=', runId)
    .execute()
}

/** A run that was stopped counts as never begun. */
export async function forgetRun(db: Db, runId: string): Promise<void> {
  await tables(db).deleteFrom('recommendation_runs').where('run_id', '=', runId).execute()
}

/** The latest runs, newest first. */
export async function latestRuns(db: Db, limit: number): Promise<TrainingRun[]> {
  const rows = await tables(db)
    .selectFrom('recommendation_runs')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    runId: row.run_id,
    startedAt: row.started_at,
    step: row.step,
    done: row.done,
    total: row.total,
    endedAt: row.ended_at,
    error: row.error,
  }))
}
