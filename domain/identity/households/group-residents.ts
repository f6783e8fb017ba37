import { jaroWinkler, slipsBetween } from '../duplicates/index.ts'

/** One customer record at one place. */
export interface Resident {
  customerId: string
  surname: string
  unit: string
  city: string
  householdId: string | null
}

/** Whether two surnames are one, a slip or so apart. */
export function isSameSurname(a: string, b: string): boolean {
  if (a === b) return true
  const shorter = Math.min(a.length, b.length)
  return shorter >= 4 && (slipsBetween(a, b, 1) === 1 || jaroWinkler(a, b) >= 0.94)
}

const isSameCity = (a: string, b: string): boolean =>
  a === '' || b === '' || a.startsWith(b) || b.startsWith(a) || jaroWinkler(a, b) >= 0.88

/**
 * The households of one place: residents of one surname, give or take a slip, in one city. Where several
 * flats are named, whoever names none belongs to none of them. Only groups of two or more.
 */
export function groupResidents(residents: readonly Resident[]): Resident[][] {
  const families: Resident[][] = []
  for (const resident of residents) {
    const near = families.filter((family) =>
      family.some(
        (other) => isSameSurname(other.surname, resident.surname) && isSameCity(other.city, resident.city),
      ),
    )
    const joined = [resident, ...near.flat()]
    for (const family of near) families.splice(families.indexOf(family), 1)
    families.push(joined)
  }
  return families.flatMap(byUnit).filter((family) => family.length > 1)
}

function byUnit(family: Resident[]): Resident[][] {
  const units = new Set(family.map(({ unit }) => unit).filter(Boolean))
  if (units.size < 2) return [family]
  return [...units, ''].map((unit) => family.filter((resident) => resident.unit === unit))
}
