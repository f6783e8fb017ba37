import type { SlotChoices } from '#contract/staff-slots.ts'
import { loyaltyProgram } from '#domain/profile/index.ts'
import { listSegments } from '#domain/segments/index.ts'
import { noWeather, segmentPurposesOfSlots } from '#domain/slots/index.ts'
import { shopCurrency } from '#tools/index.ts'
import type { House } from '../house.ts'

const MOST_OFFERED = 500
const NO_WEATHER = 'This shop has no source of weather. Whoever runs the server can name one.'

/** What a form may offer: what the shop has now. */
export async function readSlotChoices(house: House, now: Date): Promise<SlotChoices> {
  const { db, shelf } = house
  const segments = await listSegments(db, now)
  const stores = shelf.stores()
  return {
    segments: segments
      .filter(({ purpose }) => segmentPurposesOfSlots.includes(purpose))
      .map(({ segmentId, name, members }) => ({ segmentId, name, members })),
    tiers: ((await loyaltyProgram(db))?.tiers ?? []).map(({ name }) => name),
    categories: shelf
      .categories()
      .map(({ category }) => category)
      .slice(0, MOST_OFFERED)
      .sort(),
    brands: brandsOf(shelf),
    cities: sorted(stores.map(({ city }) => city)),
    countries: sorted(stores.map(({ country }) => country)),
    noWeather: house.weatherOf === noWeather ? NO_WEATHER : null,
    currency: await shopCurrency(house),
    timeZone: house.recentSettings.now().timeZone,
  }
}

function brandsOf(shelf: House['shelf']): string[] {
  const brands = new Set<string>()
  for (const { brand } of shelf.all()) {
    if (brand) brands.add(brand)
    if (brands.size === MOST_OFFERED) break
  }
  return [...brands].sort()
}

const sorted = (values: (string | null)[]) =>
  [...new Set(values.filter((value): value is string => value !== null && value !== ''))].sort()
