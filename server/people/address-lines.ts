import type { Address } from '#domain/identity/index.ts'

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

/** Where the postcode stands behind the region, as on American envelopes. */
const regionBeforePostcode = new Set(['US', 'CA', 'AU'])

/** A postal address as it is written on an envelope; no line is empty. */
export function addressLines(address: Address | null): string[] {
  if (!address) return []
  const { line1, line2, country } = address
  return [line1, line2, ...placeLines(address), countryName(country)].flatMap((line) => line || [])
}

function placeLines({ city, region, postcode, country }: Address): string[] {
  if (!regionBeforePostcode.has(country)) return [joined([postcode, city], ' '), region ?? '']
  return [joined([city, joined([region, postcode], ' ')], ', ')]
}

const joined = (parts: (string | undefined)[], by: string) => parts.filter(Boolean).join(by)

function countryName(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? (countryNames.of(country) ?? country) : country
}
