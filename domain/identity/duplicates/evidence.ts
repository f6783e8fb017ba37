import { type Agreement, agreements } from './levels.ts'
import type { Matched } from './match-records.ts'

/** What one field says about a pair, as it is shown: both values as they were given. */
export interface Evidence {
  field: string
  left: string | null
  right: string | null
  agreement: Agreement | 'missing'
  /** Bits of evidence: above 0 speaks for one person, below 0 for two. */
  weight: number
}

/** The evidence of a pair, for every field that either side has, with the model it was matched by. */
export function evidenceOf(
  matched: Matched,
  rows: readonly (readonly string[])[],
  a: number,
  b: number,
): Evidence[] {
  const said = new Map(matched.explain(a, b).map((one) => [one.field, one]))
  return matched.model.fields.flatMap((field, at): Evidence[] => {
    const left = rows[a]?.[at] || null
    const right = rows[b]?.[at] || null
    if (left === null && right === null) return []
    const one = said.get(field)
    const agreement = one ? (agreements[one.level] ?? 'different') : 'missing'
    return [{ field: field.name, left, right, agreement, weight: Math.round((one?.bits ?? 0) * 100) / 100 }]
  })
}
