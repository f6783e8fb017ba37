import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import type { Scored } from '../models-in-use.ts'
import type { Situation } from '../situation.ts'
import { blend, type Candidate, scaled } from './candidate.ts'

/** Fewer people than this are never spoken of: it could be one's neighbour. */
export const LEAST_PEOPLE = 5

/** Two people may have met by chance; three who had both make a pair worth showing. */
const LEAST_SUPPORT = 3

/** What was in the same baskets as these. */
export function boughtTogether(s: Situation, about: readonly ShelfProduct[], limit: number): Candidate[] {
  return fromEach(about, (id) => s.models.boughtTogether(id, limit), 'bought_together')
}

/** What people bought who had looked at these. */
export function viewedAlsoBought(s: Situation, about: readonly ShelfProduct[], limit: number): Candidate[] {
  return fromEach(about, (id) => s.models.viewedAlsoBought(id, limit), 'viewed_also_bought')
}

const isSupported = ({ people }: Scored) => people === undefined || people >= LEAST_SUPPORT

function fromEach(
  about: readonly ShelfProduct[],
  ask: (productId: string) => readonly Scored[],
  code: 'bought_together' | 'viewed_also_bought',
): Candidate[] {
  const lists = about.map(({ productId: aboutId }) =>
    scaled(
      ask(aboutId)
        .filter(isSupported)
        .map(({ productId, score, people }): Candidate => {
          // too few to be spoken of: it still goes well with it
          const spoken = people === undefined || people >= LEAST_PEOPLE
          const because = { code: spoken ? code : 'complements', aboutId, ...(people && { people }) } as const
          return { productId, score, because }
        }),
    ),
  )
  return blend(lists)
}
