import { Problem } from '#contract/problem.ts'

/** For whom a document holds, and since when. */
export interface Validity {
  /** What it is about: documents of one key are versions of each other. */
  key: string
  /** ISO 3166 codes; empty: everywhere. */
  countries: string[]
  /** null: since it was imported. */
  validFrom: Date | null
  /** null: until a newer version holds. */
  validUntil: Date | null
}

/** A document among its versions. `updatedAt` stands in where nothing says since when it holds. */
export interface Version extends Validity {
  documentId: string
  updatedAt: Date
}

export type Standing = 'current' | 'superseded' | 'future' | 'expired'

export const heldSince = (document: Version) => document.validFrom ?? document.updatedAt

/**
 * The documents that speak to somebody in this country now: of each key the country's own, else the one
 * for everywhere, and of several the newest that holds. Where the country is not known, a key whose
 * documents are all for the same countries speaks too.
 */
export function speaking<T extends Version>(documents: readonly T[], country: string | null, now: Date): T[] {
  const byKey = new Map<string, T[]>()
  for (const document of documents) {
    if (!standsNow(document, now)) continue
    const versions = byKey.get(document.key)
    if (versions) versions.push(document)
    else byKey.set(document.key, [document])
  }
  return [...byKey.values()].flatMap((versions) => newest(forCountry(versions, country)) ?? [])
}

function forCountry<T extends Version>(versions: readonly T[], country: string | null): T[] {
  const own = versions.filter(({ countries }) => country !== null && countries.includes(country))
  if (own.length > 0) return own
  const general = versions.filter(({ countries }) => countries.length === 0)
  if (general.length > 0 || country !== null) return general
  return new Set(versions.map(({ countries }) => countries.join())).size === 1 ? [...versions] : []
}

/** How a document stands among the others: current where it speaks to at least one country. */
export function standingOf(document: Version, all: readonly Version[], now: Date): Standing {
  if (document.validFrom && document.validFrom > now) return 'future'
  if (!standsNow(document, now)) return 'expired'
  const versions = all.filter((other) => other.key === document.key && standsNow(other, now))
  const places = document.countries.length > 0 ? document.countries : [null]
  const speaks = places.some((place) => {
    const rivals = versions.filter(({ countries }) =>
      place === null ? countries.length === 0 : countries.includes(place),
    )
    return newest(rivals)?.documentId === document.documentId
  })
  return speaks ? 'current' : 'superseded'
}

function standsNow({ validFrom, validUntil }: Validity, now: Date): boolean {
  return (validFrom === null || validFrom <= now) && (validUntil === null || now < validUntil)
}

function newest<T extends Version>(versions: readonly T[]): T | undefined {
  return versions.toSorted(
    (a, b) =>
      heldSince(b).getTime() - heldSince(a).getTime() ||
      b.updatedAt.getTime() - a.updatedAt.getTime() ||
      b.documentId.localeCompare(a.documentId),
  )[0]
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** `de, at` as `['AT', 'DE']`. Throws a Problem that names the code which is no country's. */
export function readCountries(text: string, path: string): string[] {
  const codes = text
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
    .map((code) => (code.toUpperCase() === 'UK' ? 'GB' : code.toUpperCase()))
  const wrong = codes.find((code) => !isCountry(code))
  if (wrong !== undefined) throw refuse(path, `${wrong} is not a country of two letters, such as CH`)
  return [...new Set(codes)].sort()
}

// unions and private codes have names too; withdrawn codes are aliases of today's
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB'])

export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || notCountries.has(code) || regions.of(code) === undefined) return false
  return Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
}

/** A day alone means its beginning, and as an end that it is the last one. In UTC. */
export function readDay(text: string, path: string, edge: 'from' | 'until'): Date {
  const time = Date.parse(text)
  if (Number.isNaN(time) || !/^\d{4}-\d{2}-\d{2}/.test(text))
    throw refuse(path, 'must be a date such as 2026-05-01')
  const wholeDay = edge === 'until' && /^\d{4}-\d{2}-\d{2}$/.test(text)
  return new Date(time + (wholeDay ? 86_400_000 : 0))
}

function refuse(path: string, message: string): Problem {
  return new Problem('bad-request', `${path} ${message}`, { errors: [{ path, message }] })
}
