import type { FieldKind } from './fields.ts'
import { ALIKE, DIFFERENT, NEAR } from './levels.ts'
import { jaroWinkler, slipsBetween } from './similarity.ts'

type Compare = (a: string, b: string) => number

const compareName: Compare = (a, b) => {
  const slips = slipsBetween(a, b, 2)
  const longer = Math.max(a.length, b.length)
  if (slips === 1 && longer > 2) return NEAR
  const alike = jaroWinkler(a, b)
  if (alike >= 0.93 || (slips === 2 && longer >= 8)) return NEAR
  return alike >= 0.85 || (slips === 2 && longer >= 5) || isShortForm(a, b) ? ALIKE : DIFFERENT
}

/** Rob of Robert. */
function isShortForm(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short.length >= 3 && long.startsWith(short)
}

const compareDate: Compare = (a, b) => {
  const slips = slipsBetween(a, b, 2)
  if (slips === 1) return NEAR
  if (a.length !== 8 || b.length !== 8) return slips === 2 ? ALIKE : DIFFERENT
  const [year, month, day] = [a.slice(0, 4), a.slice(4, 6), a.slice(6)]
  if (b === year + day + month) return NEAR
  const agree = [b.startsWith(year), b.slice(4, 6) === month, b.endsWith(day)].filter(Boolean).length
  return slips === 2 || agree === 2 ? ALIKE : DIFFERENT
}

/** Two slips in so long a text are near; the same name at another provider is only alike. */
const compareEmail: Compare = (a, b) => {
  const slips = slipsBetween(a, b, 3)
  if (slips <= 2) return NEAR
  if (slips === 3) return ALIKE
  const local = a.slice(0, a.lastIndexOf('@'))
  return local.length >= 5 && b.slice(0, b.lastIndexOf('@')) === local ? ALIKE : DIFFERENT
}

const compareDigits: Compare = (a, b) => {
  const slips = slipsBetween(a, b, 2)
  if (slips === 1) return NEAR
  return slips === 2 && Math.min(a.length, b.length) >= 4 ? ALIKE : DIFFERENT
}

const compareLine: Compare = (a, b) => {
  const slips = slipsBetween(a, b, 3)
  const longer = Math.max(a.length, b.length)
  if (slips === 1 || (slips === 2 && longer >= 6) || (slips === 3 && longer >= 12)) return NEAR
  return jaroWinkler(a, b) >= 0.88 ? ALIKE : DIFFERENT
}

const compareCategory: Compare = (a, b) =>
  Math.min(a.length, b.length) > 1 && slipsBetween(a, b, 1) === 1 ? NEAR : DIFFERENT

const comparisons: Record<FieldKind, Compare> = {
  given_name: compareName,
  surname: compareName,
  full_name: compareLine,
  date: compareDate,
  email: compareEmail,
  phone: compareDigits,
  house_number: compareDigits,
  street: compareLine,
  place_line: compareLine,
  city: compareName,
  postcode: compareDigits,
  category: compareCategory,
  text: compareLine,
}

/** The level of two values of one kind, in their comparable form, that are not the same. */
export function compareValues(kind: FieldKind, a: string, b: string): number {
  return comparisons[kind](a, b)
}
