import { compareValues } from './comparisons.ts'
import { areFarApart } from './letters.ts'
import { ALIKE, DIFFERENT, EXACT, HALF_SWAPPED, MISSING, NEAR, SWAPPED } from './levels.ts'
import type { Column, RecordTable } from './table.ts'

/** Compares two records and writes the level of every field to `out`. */
export type ComparePair = (a: number, b: number, out: Uint8Array) => void

type CompareCodes = (left: number, right: number) => number

const SLOTS = 1 << 17

/** Compares values by their numbers, and remembers the last of them: the same ones meet again and again. */
function codeComparer({ field, dictionary }: Column): CompareCodes {
  const { values, letters } = dictionary
  const keys = new Float64Array(SLOTS).fill(-1)
  const found = new Uint8Array(SLOTS)
  const byDigits = field.kind === 'date'
  return (left, right) => {
    if (left < 0 || right < 0) return MISSING
    if (left === right) return EXACT
    const low = Math.min(left, right)
    const high = Math.max(left, right)
    const a = values[low] ?? ''
    const b = values[high] ?? ''
    if (!byDigits && areFarApart(letters[low] ?? 0, a.length, letters[high] ?? 0, b.length)) return DIFFERENT
    const key = low * values.length + high
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 15
    if (keys[slot] === key) return found[slot] ?? DIFFERENT
    const level = compareValues(field.kind, a, b)
    keys[slot] = key
    found[slot] = level
    return level
  }
}

export function pairComparer(table: RecordTable): ComparePair {
  const fields = table.columns.map((column) => ({ codes: column.codes, compare: codeComparer(column) }))
  const swaps = table.swaps.flatMap(([one, other]) => {
    const field = fields[one]
    const partner = fields[other]
    return field && partner ? [{ one, other, field, partner }] : []
  })
  const codes = fields.map((field) => field.codes)
  const compares = fields.map((field) => field.compare)
  return (a, b, out) => {
    for (let at = 0; at < codes.length; at++) {
      const mine = codes[at]
      out[at] = compares[at]?.(mine?.[a] ?? -1, mine?.[b] ?? -1) ?? MISSING
    }
    for (const { one, other, field, partner } of swaps) {
      if ((out[one] ?? MISSING) < DIFFERENT || (out[other] ?? MISSING) < DIFFERENT) continue
      const across = field.compare(field.codes[a] ?? -1, partner.codes[b] ?? -1)
      const back = field.compare(partner.codes[a] ?? -1, field.codes[b] ?? -1)
      const level = swapOf(Math.min(across, back), Math.max(across, back))
      if (level === null) continue
      out[one] = level
      out[other] = MISSING
    }
  }
}

/** What the values tell when each is held against the other's field; null: they did not change places. */
function swapOf(better: number, worse: number): number | null {
  if (better > NEAR) return null
  if (worse <= ALIKE) return SWAPPED
  return worse === MISSING ? HALF_SWAPPED : null
}
