import type { Store } from './stores.ts'

/** A point on the map, in degrees. */
export interface Position {
  latitude: number
  longitude: number
}

const EARTH_KM = 6371

/**
 * Kilometres on the great circle; null where the store's place is not known. By the haversine formula
 * (Sinnott: "Virtues of the Haversine", 1984).
 */
export function kilometresTo(store: Pick<Store, 'latitude' | 'longitude'>, from: Position): number | null {
  if (store.latitude === null || store.longitude === null) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  const a =
    half(store.latitude - from.latitude) +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(store.latitude)) *
      half(store.longitude - from.longitude)
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)))
}
