import type { RowName } from '#contract/recommendation.ts'
import type { Situation } from '../situation.ts'
import type { Balance } from './choose.ts'

/** Of every row at least so much comes from outside the most popular twentieth, where there is anything else. */
const FROM_THE_TAIL = 0.3
/** At most a third of a mixed row is of one category. */
const OF_ONE_LEAF = 1 / 3

/** Rows that are meant to be alike, or to hold exactly what they name. */
const unmixed: ReadonlySet<RowName> = new Set([
  'similar',
  'recently_viewed',
  'buy_again',
  'back_in_stock',
  'picked',
])
/** Rows that are about what is popular. */
const ofThePopular: ReadonlySet<RowName> = new Set(['popular_here', 'trending'])

export function balanceOf(s: Situation): Balance {
  const { row, limit, category, filters } = s.ask
  const mixed = !unmixed.has(row) && category === undefined && filters?.categories === undefined
  const bounded = !ofThePopular.has(row) && !unmixed.has(row)
  return {
    limit,
    perLeaf: mixed ? perLeafOf(row, limit) : null,
    mostHead: bounded ? limit - Math.ceil(limit * FROM_THE_TAIL) : null,
    isHead: (productId) => {
      const popularity = s.models.popularity(productId)
      return popularity > 0 && popularity >= s.models.headPopularity
    },
    oneOfFamily: row !== 'recently_viewed' && row !== 'buy_again' && row !== 'picked',
  }
}

/** What completes a thing is one of each kind before it is two of one. */
function perLeafOf(row: RowName, limit: number): number {
  if (row === 'complete_the_look' || row === 'bundle') return 1
  return Math.max(2, Math.ceil(limit * OF_ONE_LEAF))
}
