import type { Store } from '#knowledge/catalog/index.ts'
import { folded } from './signals.ts'

export interface Whereabouts {
  city: string | null
  country: string | null
  /** Of the device, with its owner's permission. */
  position: { latitude: number; longitude: number } | null
}

/** Further than this, a store is no neighbour. */
const MOST_KM = 100

/** The store nearest to a position that was allowed, else the first one in the visitor's city; null: none. */
export function nearestStore(
  stores: readonly Store[],
  { city, country, position }: Whereabouts,
): Store | null {
  if (position) {
    const near = stores
      .flatMap((store) => {
        const km = distanceKm(position, store)
        return km === null || km > MOST_KM ? [] : [{ store, km }]
      })
      .sort((a, b) => a.km - b.km)
    return near[0]?.store ?? null
  }
  if (city === null) return null
  const there = folded(city)
  return (
    stores.find((store) => folded(store.city) === there && (country === null || store.country === country)) ??
    null
  )
}

const EARTH_KM = 6371

/** On the great circle (the haversine formula, Sinnott 1984); null where the store's place is not known. */
function distanceKm(
  from: { latitude: number; longitude: number },
  to: Pick<Store, 'latitude' | 'longitude'>,
): number | null {
  if (to.latitude === null || to.longitude === null) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const a =
    half(to.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(to.longitude - from.longitude)
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, a)))
}
