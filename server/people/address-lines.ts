import type { Address } from '#domain/identity/index.ts'

/** A postal address as it is written on an envelope; no line is empty. */
export function addressLines(address: Address | null): string[] {
  if (!address) return []
  const place = [address.postcode, address.city].filter(Boolean).join(' ')
  return [address.line1, address.line2, place, address.region, address.country].flatMap((line) => line || [])
}
