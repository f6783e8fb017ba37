import { linkage } from './linkage.ts'
import type { Pause } from './pause.ts'
import { probabilityOf, type Scorer } from './score.ts'

/** Two records and the bits of evidence that they are one person. */
export interface Edge {
  a: number
  b: number
  weight: number
}

/** What two groups must come to before they are joined: all evidence together, and on average per pair. */
export interface LinkRules {
  together: number
  onAverage: number
}

export interface Clustered {
  clusters: number[][]
  /** The share of pairs within clusters that are one person, as the model itself sees it. */
  precision: number
}

/** Where both groups are large there is much to go by, so more is asked for each doubling of the smaller one. */
const MORE_PER_DOUBLING = 2
const ROUNDS = 3
/** Rules grow stricter by one bit at a time, up to this. */
const MOST_TOGETHER = 8

/** Clusters by the most lenient rules, from `rules` on, under which the estimated precision reaches `aim`. */
export async function clusterPrecisely(
  size: number,
  edges: readonly Edge[],
  scorer: Scorer,
  rules: LinkRules & { aim: number },
  pause: Pause,
): Promise<Clustered> {
  let together = rules.together
  let found = await clusterRecords(size, edges, scorer, rules, pause)
  while (found.precision < rules.aim && together < MOST_TOGETHER) {
    together++
    found = await clusterRecords(size, edges, scorer, { ...rules, together }, pause)
  }
  return found
}

/**
 * Groups records into people. The strongest edge comes first, and two groups become one where the evidence of
 * each field, averaged over the pairs between them, is for it, and where the pairs by themselves do not speak
 * against it. So a record with little of its own is joined to a person by what several records say together,
 * and a chain A-B-C with A against C stays apart.
 */
async function clusterRecords(
  size: number,
  edges: readonly Edge[],
  scorer: Scorer,
  rules: LinkRules,
  pause: Pause,
): Promise<Clustered> {
  const groups = Array.from({ length: size }, (_, record) => [record])
  const between = linkage(scorer)
  let pairs = 0
  let expected = 0
  for (let round = 0, joins = 1; round < ROUNDS && joins > 0; round++) {
    joins = 0
    for (const { a, b } of edges) {
      const one = groups[a] ?? []
      const other = groups[b] ?? []
      if (one === other) continue
      const made = one.length * other.length
      await pause(made)
      const link = between(one, other)
      const onAverage = rules.onAverage + MORE_PER_DOUBLING * Math.log2(Math.min(one.length, other.length))
      if (link.together < rules.together || link.onAverage < onAverage) continue
      const joined = one.concat(other)
      for (const record of joined) groups[record] = joined
      pairs += made
      expected += made * probabilityOf(link.together)
      joins++
    }
  }
  return { clusters: [...new Set(groups)], precision: pairs === 0 ? 1 : expected / pairs }
}
