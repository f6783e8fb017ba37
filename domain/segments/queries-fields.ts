import { sql } from 'kysely'
import type { PredictionName, RfmGroup } from '#contract/segments.ts'
import { declaredNames, eventDictionary } from '#domain/events/index.ts'
import { type IdentifierKind, identifierKinds } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import { loyaltyRelation, subscriptionRelation, traitRelation } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'
import type { ClusterDescription } from './clusters/find-clusters.ts'
import { predictionWords } from './describe-rule.ts'
import { liveSegments } from './queries.ts'
import { latestModels } from './queries-models.ts'
import { groupWords } from './rfm.ts'

/** What a form may offer: what this shop has, by its name. */
export interface RuleFields {
  events: { name: string; means: string; properties: string[] }[]
  /** With up to ten values that were seen; text, number, list or day as they come. */
  traits: { name: string; values: unknown[] }[]
  currencies: string[]
  channels: string[]
  storeIds: string[]
  tiers: string[]
  subscriptionStatuses: string[]
  identifierKinds: readonly IdentifierKind[]
  segments: { segmentId: string; name: string }[]
  rfmGroups: { group: RfmGroup; name: string; who: string }[]
  clusters: Pick<ClusterDescription, 'cluster' | 'name' | 'customers'>[]
  /** Only of models that are in use; for the others, why they are not. */
  predictions: { name: PredictionName; means: string }[]
  notInUse: { name: string; verdict: string }[]
}

/** Which model a prediction comes from. */
export const modelOfPrediction: Record<PredictionName, string> = {
  buys_30: 'buys_30',
  churns: 'churns',
  alive: 'purchases',
  orders_30: 'purchases',
  orders_90: 'purchases',
  orders_365: 'purchases',
  value_30: 'value',
  value_90: 'value',
  value_365: 'value',
  engages_email: 'engages_email',
  engages_sms: 'engages_sms',
  engages_whatsapp: 'engages_whatsapp',
  engages_push: 'engages_push',
}
const isPrediction = (name: string): name is PredictionName => name in modelOfPrediction
const isGroup = (name: string): name is RfmGroup => name in groupWords

export async function ruleFields(db: Db, now: Date): Promise<RuleFields> {
  const models = await latestModels(db)
  const used = new Set(models.filter(({ inUse }) => inUse).map(({ name }) => name))
  const orders = await seenInOrders(db)
  const own = (await declaredNames(db)).map(({ name, note }) => ({ name, means: note, properties: [] }))
  const known = eventDictionary.map(({ name, means, fields }) => ({
    name,
    means,
    properties: Object.keys(fields),
  }))
  return {
    events: [...known, ...own],
    traits: await seenTraits(db, now),
    ...orders,
    tiers: await distinct(db, sql`select tier as value from (${loyaltyRelation(now)}) l`),
    subscriptionStatuses: await distinct(
      db,
      sql`select status as value from (${subscriptionRelation(now)}) s`,
    ),
    identifierKinds,
    segments: (await liveSegments(db)).map(({ segmentId, name }) => ({ segmentId, name })),
    rfmGroups: Object.keys(groupWords)
      .filter(isGroup)
      .map((group) => ({ group, ...groupWords[group] })),
    clusters: clustersIn(models.find(({ name }) => name === 'clusters')?.metrics),
    predictions: Object.keys(modelOfPrediction)
      .filter(isPrediction)
      .filter((name) => used.has(modelOfPrediction[name]))
      .map((name) => ({ name, means: predictionWords[name] })),
    notInUse: models.filter(({ inUse }) => !inUse).map(({ name, verdict }) => ({ name, verdict })),
  }
}

async function seenInOrders(db: Db): Promise<Pick<RuleFields, 'currencies' | 'channels' | 'storeIds'>> {
  const column = (name: string) =>
    distinct(db, sql`select ${sql.id('o', name)} as value from (${orderRelation}) o`)
  return {
    currencies: await column('currency'),
    channels: await column('channel'),
    storeIds: await column('store_id'),
  }
}

async function distinct(db: Db, values: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select value from (${values}) seen where value is not null
    group by value order by count(*) desc, value limit 50`.execute(db)
  return rows.map((row) => row.value)
}

async function seenTraits(db: Db, now: Date): Promise<RuleFields['traits']> {
  const { rows } = await sql<{ name: string; values: unknown[] }>`
    select name, (array_agg(value order by n desc, value::text))[1:10] as values
    from (select name, value, count(*) as n from (${traitRelation('marketing', now)}) t group by name, value) counted
    group by name order by sum(n) desc, name limit 200`.execute(db)
  return rows
}

function clustersIn(metrics: unknown): RuleFields['clusters'] {
  if (typeof metrics !== 'object' || metrics === null || !('clusters' in metrics)) return []
  return Array.isArray(metrics.clusters) ? metrics.clusters : []
}
