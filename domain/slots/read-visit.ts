import type { DecideInput } from '#contract/decide.ts'
import type { Device, Platform, Weather } from '#contract/slots.ts'
import type { Place } from '#domain/profile/index.ts'
import type { Shelf } from '#knowledge/catalog/index.ts'
import { currencyOf } from './currency.ts'
import { nearestStore } from './nearest-store.ts'
import { dayOfYear, seasonOf } from './season.ts'
import { hostOf, pathOf, type Signals } from './signals.ts'
import type { NextShown, Visit } from './visit.ts'
import type { Visitor } from './visitor.ts'

/** What the server knows of a request beside what the page says. */
export interface Surroundings {
  device: Device
  platform: Platform
  /** By the local file of cities. */
  place: Pick<Place, 'city' | 'region' | 'country' | 'position'> | null
  weather: readonly Weather[]
  /** Of the shop. */
  timeZone: string
}

export type Page = Pick<DecideInput, 'page' | 'context' | 'session'>

/** A request as the rules take it. `who` null: nobody known, or in time. */
export function readVisit(
  { page, context, session }: Page,
  { device, platform, place, weather, timeZone }: Surroundings,
  who: { visitor: Visitor | null; next: NextShown | null } | null,
  shelf: Pick<Shelf, 'get' | 'stores'>,
  now: Date,
): Visit {
  const { visitor, next } = who ?? { visitor: null, next: null }
  const country = place?.country ?? null
  const city = place?.city ?? null
  const day = dayOfYear(now, timeZone)
  const signals: Signals = {
    path: pathOf(page.path),
    productId: page.productId ?? null,
    categories: categoriesOf(page, shelf),
    tags: page.tags ?? [],
    search: page.search ?? null,
    referrer: hostOf(page.referrer),
    source: context?.source ?? null,
    medium: context?.medium ?? null,
    campaign: context?.campaign ?? null,
    device: context?.device ?? device,
    platform,
    country,
    region: place?.region ?? null,
    city,
    weather,
    season: seasonOf(country ?? shelf.stores()[0]?.country ?? null, Number(day.slice(0, 2))),
    day,
    person: visitor?.known ?? null,
  }
  const { latitude, longitude } = context ?? {}
  const position = latitude === undefined || longitude === undefined ? null : { latitude, longitude }
  return {
    signals,
    viewed: session?.viewed ?? [],
    cart: session?.cart ?? [],
    store: nearestStore(shelf.stores(), { city, country, cityPosition: place?.position ?? null, position }),
    currency: currencyOf(country),
    facts: visitor?.facts ?? null,
    access: visitor?.access ?? null,
    next,
  }
}

function categoriesOf({ productId, category }: DecideInput['page'], shelf: Pick<Shelf, 'get'>): string[] {
  const ofProduct = productId === undefined ? [] : (shelf.get(productId)?.categories ?? [])
  return category === undefined ? [...ofProduct] : [category, ...ofProduct]
}
