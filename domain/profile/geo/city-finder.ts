import { readFileSync } from 'node:fs'
import { type CityResponse, Reader } from 'mmdb-lib'

/** Where an address seems to be, and how we know. Never stored as such: only as a trait, where that is allowed. */
export interface Place {
  city: string
  region: string | null
  /** ISO 3166-1, two letters. */
  country: string | null
  /** The middle of the city, for the way to a store; it is kept nowhere. */
  position?: { latitude: number; longitude: number } | null
  why: string
}

export interface CityFinder {
  /** null: an address that is not public, or that the file does not know the city of. */
  placeOf(address: string): Place | null
}

export const noCities: CityFinder = { placeOf: () => null }

/**
 * Reads a local file of cities (MaxMind's or DB-IP's .mmdb) into memory; addresses are asked of it alone and
 * leave the house for nobody. Throws an Error of one line for a file that is none.
 */
export function openCityFinder(path: string): CityFinder {
  const reader = openReader(path)
  return {
    placeOf(address) {
      const bare = address.replace(/\/\d+$/, '').split('%')[0] ?? ''
      const found = lookUp(reader, bare)
      const city = found?.city?.names?.en
      return city
        ? {
            city,
            region: found?.subdivisions?.[0]?.names?.en ?? null,
            country: found?.country?.iso_code ?? null,
            position: positionOf(found),
            why: `The internet address is of ${city}, says the local file of cities.`,
          }
        : null
    },
  }
}

/** Two decimals are about a kilometre: the middle of a city is no address. */
function positionOf(found: CityResponse | null): Place['position'] {
  const { latitude, longitude } = found?.location ?? {}
  if (latitude === undefined || longitude === undefined) return null
  const rounded = (degrees: number) => Math.round(degrees * 100) / 100
  return { latitude: rounded(latitude), longitude: rounded(longitude) }
}

function openReader(path: string): Reader<CityResponse> {
  try {
    return new Reader<CityResponse>(readFileSync(path))
  } catch (error) {
    throw new Error(
      `GEOIP_FILE: ${path} is no readable .mmdb file (${error instanceof Error ? error.message : 'unknown'})`,
    )
  }
}

/** An address that is none, and a file that is damaged within, find nothing. */
function lookUp(reader: Reader<CityResponse>, address: string): CityResponse | null {
  try {
    return reader.get(address)
  } catch {
    return null
  }
}
