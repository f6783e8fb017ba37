import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { RfmGroup } from '#contract/segments.ts'
import { memberRelation, rootOf } from '#domain/identity/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { SegmentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SegmentTables>()

/** A model as it was trained: what it learned from, how good it was on a later period, whether it is used. */
export interface PredictionModel {
  name: string
  trainedAt: Date
  trainedFrom: Date | null
  trainedUntil: Date | null
  params: unknown
  metrics: unknown
  inUse: boolean
  /** Why it is, or is not, in use; one sentence. */
  verdict: string
}

/** Of each name this many are kept, for comparison. */
const KEPT = 10

export async function writeModel(db: Db, model: PredictionModel): Promise<void> {
  await tables(db)
    .insertInto('prediction_models')
    .values({
      model_id: newId('model', model.trainedAt),
      name: model.name,
      trained_at: model.trainedAt,
      trained_from: model.trainedFrom,
      trained_until: model.trainedUntil,
      params: JSON.stringify(model.params ?? null),
      metrics: JSON.stringify(model.metrics ?? null),
      in_use: model.inUse,
      verdict: model.verdict,
    })
    .execute()
  await sql`delete from prediction_models where name = ${model.name} and model_id not in (
    select model_id from prediction_models where name = ${model.name}
    order by trained_at desc, model_id desc limit ${KEPT})`.execute(db)
}

/** The latest model of each name. */
export async function latestModels(db: Db): Promise<PredictionModel[]> {
  const { rows } = await sql<Selectable<SegmentTables['prediction_models']>>`
    select distinct on (name) * from prediction_models order by name, trained_at desc, model_id desc`.execute(
    db,
  )
  return rows.map((row) => ({
    name: row.name,
    trainedAt: row.trained_at,
    trainedFrom: row.trained_from,
    trainedUntil: row.trained_until,
    params: row.params,
    metrics: row.metrics,
    inUse: row.in_use,
    verdict: row.verdict,
  }))
}

/** What the last training says of a customer. */
export interface CustomerScores {
  scoredAt: Date
  rfm: { recency: number; frequency: number; monetary: number; group: RfmGroup } | null
  cluster: string | null
  /** Only of models that are in use. */
  predictions: Record<string, number>
}

/** The scores of a customer; null: none yet, or never bought and never written to. */
export async function scoresOf(db: Db, customerId: string): Promise<CustomerScores | null> {
  const root = await rootOf(db, customerId)
  const row = await tables(db)
    .selectFrom('customer_scores')
    .selectAll()
    .where('customer_id', '=', root)
    .executeTakeFirst()
  if (!row) return null
  const { rfm_recency: recency, rfm_frequency: frequency, rfm_monetary: monetary, rfm_group: group } = row
  const scored = recency !== null && frequency !== null && monetary !== null && group !== null
  return {
    scoredAt: row.scored_at,
    rfm: scored ? { recency, frequency, monetary, group } : null,
    cluster: row.cluster,
    predictions: row.predictions,
  }
}

export interface ScoreRow {
  customerId: string
  recency: number | null
  frequency: number | null
  monetary: number | null
  group: RfmGroup | null
  cluster: string | null
  predictions: Record<string, number>
}

/** Writes scores over the old ones. Whoever was merged or erased since the history was read is left out. */
export async function writeScores(db: Db, rows: readonly ScoreRow[], now: Date): Promise<void> {
  await sql`
    insert into customer_scores (customer_id, scored_at, rfm_recency, rfm_frequency, rfm_monetary, rfm_group,
      cluster, predictions)
    select r."customerId", ${now}, r.recency, r.frequency, r.monetary, r."group", r.cluster, r.predictions
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("customerId" text, recency smallint,
      frequency smallint, monetary smallint, "group" text, cluster text, predictions jsonb)
    join (${memberRelation}) m on m.customer_id = r."customerId" and m.root_id = m.customer_id
    on conflict (customer_id) do update set scored_at = excluded.scored_at, rfm_recency = excluded.rfm_recency,
      rfm_frequency = excluded.rfm_frequency, rfm_monetary = excluded.rfm_monetary,
      rfm_group = excluded.rfm_group, cluster = excluded.cluster, predictions = excluded.predictions`.execute(
    db,
  )
}

/** Scores from before, of customers that have none any more. */
export async function dropOldScores(db: Db, now: Date): Promise<void> {
  await tables(db).deleteFrom('customer_scores').where('scored_at', '<', now).execute()
}

export interface TrainingRun {
  runId: string
  startedAt: Date
  step: string
  done: number
  total: number
  endedAt: Date | null
  error: string | null
}

/** A run that has not been heard of for this long has died with its process. */
const SILENT_MS = 30 * 60_000
const RUNS_KEPT = 30

/** Begins a run. Throws `conflict` while another is at work, in whichever process. */
export function beginRun(db: Db, now: Date): Promise<string> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'training')
    const running = await sql`select 1 from training_runs
      where ended_at is null and updated_at > ${new Date(now.getTime() - SILENT_MS)} limit 1`.execute(tx)
    if (running.rows.length > 0) throw new Problem('conflict', 'The models are being trained already')
    const runId = newId('trainingRun', now)
    await tables(tx)
      .insertInto('training_runs')
      .values({
        run_id: runId,
        started_at: now,
        step: 'begin',
        done: 0,
        total: 0,
        updated_at: now,
        ended_at: null,
        error: null,
      })
      .execute()
    await sql`delete from training_runs where run_id not in (
      select run_id from training_runs order by started_at desc limit ${RUNS_KEPT})`.execute(tx)
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
    .updateTable('training_runs')
    .set({ ...change, updated_at: now })
    .where('run_id', '=', runId)
    .execute()
}

/** A run that was stopped counts as never begun. */
export async function forgetRun(db: Db, runId: string): Promise<void> {
  await tables(db).deleteFrom('training_runs').where('run_id', '=', runId).execute()
}

/** The latest run; null: never. */
export async function latestRun(db: Db): Promise<TrainingRun | null> {
  const row = await tables(db)
    .selectFrom('training_runs')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { run_id, started_at, step, done, total, ended_at, error } = row
  return { runId: run_id, startedAt: started_at, step, done, total, endedAt: ended_at, error }
}
