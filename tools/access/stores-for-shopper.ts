import { kilometresTo, type Store } from '#knowledge/catalog/index.ts'
import type { ToolContext } from '../tool.ts'

export interface StoreNear {
  store: Store
  /** From where the shopper seems to be; null: one of the two is not known. */
  km: number | null
}

/** The stores that a shopper's word means: an id, a name or a part of it, or a city. */
export function storesNamed(stores: readonly Store[], word: string): Store[] {
  const wanted = folded(word)
  return stores.filter((store) => {
    const known = folded(`${store.name} ${store.city}`)
    return store.storeId === word || known.includes(wanted) || wanted.includes(folded(store.city))
  })
}

/**
 * Nearest first, by the place that a turn may use; stores of the shopper's own city before those whose distance
 * is not known. Where nothing is known of the place, by name.
 */
export function nearestFirst(stores: readonly Store[], place: ToolContext['place']): StoreNear[] {
  const from = place?.position
  const isHere = (store: Store) =>
    place != null &&
    folded(store.city) === folded(place.city) &&
    (place.country === null || place.country === store.country)
  return stores
    .map((store) => ({ store, km: from ? kilometresTo(store, from) : null, here: isHere(store) }))
    .sort(
      (a, b) =>
        Number(b.here) - Number(a.here) ||
        (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY) ||
        a.store.name.localeCompare(b.store.name),
    )
    .map(({ store, km, here }) => ({ store, km: km ?? (here ? 0 : null) }))
}

/** "about 12 miles" where the shop counts in miles; null: in the same city, or not known. */
export function distanceInWords(km: number | null, locale: string): string | null {
  if (km === null) return null
  const miles = countsInMiles(locale)
  const far = Math.round(miles ? km / 1.609344 : km)
  if (far < 2) return null
  const unit = miles ? 'mile' : 'kilometer'
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(far)
}

function countsInMiles(locale: string): boolean {
  return /-(?:US|GB|LR|MM)\b/i.test(locale)
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
