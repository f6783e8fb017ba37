import type { SegmentFields } from '#contract/staff-segments.ts'
import { ruleFields } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'

/** What a form may offer. Of traits that are lists, the words in them. */
export async function readFields(db: Db, now: Date): Promise<SegmentFields> {
  const { notInUse: _, traits, clusters, identifierKinds, ...fields } = await ruleFields(db, now)
  return {
    ...fields,
    identifierKinds: [...identifierKinds],
    clusters: clusters.map(({ cluster, name, customers }) => ({ cluster, name, customers })),
    traits: traits.map(({ name, values }) => ({ name, values: [...new Set(values.flatMap(plain))] })),
  }
}

function plain(value: unknown): (string | number | boolean)[] {
  if (Array.isArray(value)) return value.flatMap(plain)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [value] : []
}
