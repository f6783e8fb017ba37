import { kilometresTo, type Position, type Store } from '#knowledge/catalog/index.ts'
import { folded } from './signals.ts'

export interface Whereabouts {
  city: string | null
  country: string | null
  /** Of the city, by the local file. */
  cityPosition: Position | null
  /** Of the device, with its owner's permission. */
  position: Position | null
}

/** Further than this, a store is no neighbour. */
const MOST_KM = 100

/**
 * The store nearest to a position that was allowed; without one, that of the visitor's city, else the nearest to
 * the city. null: none is near.
 */
export function nearestStore(stores: readonly Store[], where: Whereabouts): Store | null {
  if (where.position) return nearestTo(stores, where.position)
  const { city, country, cityPosition } = where
  const there = city === null ? '' : folded(city)
  const ofCity = stores.find(
    (store) => folded(store.city) === there && (country === null || store.country === country),
  )
  return ofCity ?? (cityPosition ? nearestTo(stores, cityPosition) : null)
}

function nearestTo(stores: readonly Store[], position: Position): Store | null {
  let nearest: { store: Store; km: number } | null = null
  for (const store of stores) {
    const km = kilometresTo(store, position)
    if (km !== null && km <= MOST_KM && (nearest === null || km < nearest.km)) nearest = { store, km }
  }
  return nearest?.store ?? null
}
