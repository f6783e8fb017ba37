import type { Db } from '#store/index.ts'
import { behaviourOf, behaviours } from './clusters/behaviour.ts'
import { type ClusterModel, clusterOf, findClusters } from './clusters/find-clusters.ts'
import { type Engagement, type EngagementChannel, messageEvents } from './predictions/engagement.ts'
import { dateOfDay, dayOf, type PurchaseHistory } from './predictions/purchases.ts'
import { engagementCounts } from './queries-history.ts'
import { latestModels, type PredictionModel, type ScoreRow, writeModel } from './queries-models.ts'
import { groupOf, scoreRfm } from './rfm.ts'
import { engagementPredictor, type Predictor } from './train-models.ts'

/** A model without what it has learned: its figures. */
export type ToldModel = Omit<PredictionModel, 'params'>

const ENGAGEMENT_DAYS = 180

function scoreOf(scores: Map<string, ScoreRow>, customerId: string): ScoreRow {
  const known = scores.get(customerId)
  if (known) return known
  const row = {
    customerId,
    recency: null,
    frequency: null,
    monetary: null,
    group: null,
    cluster: null,
    predictions: {},
  }
  scores.set(customerId, row)
  return row
}

export function addRfm(scores: Map<string, ScoreRow>, histories: readonly PurchaseHistory[]): void {
  const rated = scoreRfm(
    histories.map(({ days }) => ({
      lastDay: days.at(-1)?.day ?? 0,
      purchases: days.length,
      revenue: days.reduce((sum, { amount }) => sum + amount, 0),
    })),
  )
  for (const [i, history] of histories.entries()) {
    const rfm = rated[i] ?? { recency: 1, frequency: 1, monetary: 1 }
    const group = groupOf(rfm)
    Object.assign(scoreOf(scores, history.customerId), { ...rfm, group })
  }
}

export async function addClusters(
  db: Db,
  scores: Map<string, ScoreRow>,
  histories: readonly PurchaseHistory[],
  now: Date,
  pause: () => Promise<void>,
): Promise<ToldModel> {
  const today = dayOf(now)
  const rows = histories.map((history) => behaviourOf(history, today))
  const found = await findClusters(rows, await clustersBefore(db), pause)
  for (const [i, history] of histories.entries())
    if (found) scoreOf(scores, history.customerId).cluster = clusterOf(found, rows[i] ?? [])
  const verdict = found
    ? `${found.centres.length} clusters, silhouette ${found.silhouette.toFixed(2)}`
    : `not enough data: ${histories.length} customers have bought, 100 are needed`
  const metrics = found ? { silhouette: found.silhouette, clusters: found.clusters } : null
  const model = { name: 'clusters', metrics, inUse: found !== null, verdict, ...span(histories, now) }
  await writeModel(db, { ...model, params: found })
  return model
}

/** Yesterday's clusters, where they are of the numbers that we look at today. */
async function clustersBefore(db: Db): Promise<ClusterModel | null> {
  const before = (await latestModels(db)).find(({ name, inUse }) => name === 'clusters' && inUse)
  const params = before?.params
  return isClusterModel(params) && params.means.length === behaviours.length ? params : null
}

function isClusterModel(value: unknown): value is ClusterModel {
  return typeof value === 'object' && value !== null && 'means' in value && 'centres' in value
}

export async function applyPredictor(
  db: Db,
  predictor: Predictor,
  scores: Map<string, ScoreRow>,
  histories: readonly PurchaseHistory[],
  now: Date,
  pause: () => Promise<void>,
): Promise<ToldModel[]> {
  if (predictor.predict)
    for (const history of histories) {
      Object.assign(scoreOf(scores, history.customerId).predictions, predictor.predict(history))
      await pause()
    }
  const written = predictor.models.map((model) => ({ ...model, ...span(histories, now) }))
  for (const model of written) await writeModel(db, model)
  return written.map(({ params: _params, ...told }) => told)
}

export async function addEngagement(
  db: Db,
  scores: Map<string, ScoreRow>,
  channel: EngagementChannel,
  now: Date,
): Promise<ToldModel> {
  const start = new Date(now.getTime() - ENGAGEMENT_DAYS * 86_400_000)
  const middle = new Date(now.getTime() - (ENGAGEMENT_DAYS / 3) * 86_400_000)
  const earlier = await engagementCounts(db, messageEvents[channel], start, middle)
  const later = await engagementCounts(db, messageEvents[channel], middle, now)
  const { model, predict } = engagementPredictor(channel, earlier, later)
  for (const counts of predict ? sumCounts(earlier, later) : [])
    Object.assign(scoreOf(scores, counts.customerId).predictions, predict?.(counts))
  const written = { ...model, trainedAt: now, trainedFrom: start, trainedUntil: now }
  await writeModel(db, written)
  const { params: _params, ...told } = written
  return told
}

function sumCounts(earlier: readonly Engagement[], later: readonly Engagement[]): Engagement[] {
  const sums = new Map(earlier.map((counts) => [counts.customerId, counts]))
  for (const counts of later) {
    const before = sums.get(counts.customerId) ?? { arrived: 0, engaged: 0 }
    sums.set(counts.customerId, {
      customerId: counts.customerId,
      arrived: before.arrived + counts.arrived,
      engaged: before.engaged + counts.engaged,
    })
  }
  return [...sums.values()]
}

function span(histories: readonly PurchaseHistory[], now: Date) {
  const first = histories.reduce((least, { days }) => Math.min(least, days[0]?.day ?? least), Infinity)
  return {
    trainedAt: now,
    trainedFrom: Number.isFinite(first) ? dateOfDay(first) : null,
    trainedUntil: now,
  }
}
