import type { JourneyChoices } from '#contract/staff-journeys.ts'
import { listCalendar } from '#orchestrator/index.ts'
import { shopCurrency } from '#tools/index.ts'
import type { House } from '../house.ts'
import { namedMessages, namedOffers } from './names.ts'

/** What the form of a journey can name in this shop. */
export async function readJourneyChoices(house: House): Promise<JourneyChoices> {
  const { db, journeys } = house
  const calendar = await listCalendar(db)
  return {
    messages: await namedMessages(db),
    offers: await namedOffers(db),
    journeys: (await journeys.list()).map(({ name, definition }) => ({ name, title: definition.title })),
    calendar: calendar.map(({ name, title }) => ({
      name,
      title: title.en ?? Object.values(title)[0] ?? name,
    })),
    currency: await shopCurrency(house),
  }
}
