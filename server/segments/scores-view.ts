import type { ModelView, ScoresPage } from '#contract/staff-segments.ts'
import {
  groupWords,
  latestModels,
  latestRun,
  mainCurrency,
  modelOfPrediction,
  type PredictionModel,
  predictionWords,
  rfmCounts,
  type ScoreDistribution,
  scoreDistributions,
  scoresTaken,
} from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import { backtestOf, clustersOf } from './read-metrics.ts'

/** RFM groups, clusters and predictions, as the last training left them. */
export async function readScores(db: Db): Promise<ScoresPage> {
  const taken = await scoresTaken(db)
  const cells = await rfmCounts(db)
  const models = await latestModels(db)
  const distributions = await scoreDistributions(db)
  const clusters = models.find(({ name }) => name === 'clusters')
  const run = await latestRun(db)
  const found = clustersOf(clusters?.metrics)
  return {
    scoredAt: taken?.at.toISOString() ?? null,
    customers: taken?.customers ?? 0,
    currency: (await mainCurrency(db))?.currency ?? null,
    cells,
    groups: groupsOf(cells),
    clusters: found,
    clustersVerdict: found.length === 0 ? (clusters?.verdict ?? null) : null,
    models: models.filter(({ name }) => name !== 'clusters').map((model) => modelView(model, distributions)),
    run: run && {
      startedAt: run.startedAt.toISOString(),
      step: run.step,
      done: run.done,
      total: run.total,
      endedAt: run.endedAt?.toISOString() ?? null,
      error: run.error,
    },
  }
}

function groupsOf(cells: ScoresPage['cells']): ScoresPage['groups'] {
  const groups = new Map<ScoresPage['groups'][number]['group'], number>()
  for (const { group, customers } of cells) groups.set(group, (groups.get(group) ?? 0) + customers)
  return [...groups].map(([group, customers]) => ({ group, ...groupWords[group], customers }))
}

function modelView(model: PredictionModel, distributions: readonly ScoreDistribution[]): ModelView {
  const { name, inUse, verdict } = model
  return {
    name,
    trainedAt: model.trainedAt.toISOString(),
    trainedFrom: model.trainedFrom?.toISOString() ?? null,
    trainedUntil: model.trainedUntil?.toISOString() ?? null,
    inUse,
    verdict,
    backtest: backtestOf(model.metrics),
    scores: distributions
      .filter((one) => inUse && modelOfPrediction[one.name] === name)
      .map((one) => ({ ...one, means: predictionWords[one.name] })),
  }
}
