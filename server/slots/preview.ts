import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type {
  SlotPreview,
  SlotPreviewView,
  SlotShown,
  Standing,
  Stranger,
  slotPreviewInput,
} from '#contract/staff-slots.ts'
import { answerOf, listSlots, previewFor, type Surroundings, type Visitor } from '#domain/slots/index.ts'
import type { House } from '../house.ts'

type Asked = z.output<typeof slotPreviewInput>
type View = Asked['views'][number]

/** What each of them would see on that page now, and why. Nothing is counted or written. */
export async function previewSlots(house: House, asked: Asked, now: Date): Promise<SlotPreview> {
  const names = await variantNames(house)
  const views: SlotPreviewView[] = []
  for (const view of asked.views) views.push(await viewOf(house, view, asked, names, now))
  return { views, accent: house.recentSettings.now().accentColor }
}

async function viewOf(
  house: House,
  view: View,
  asked: Asked,
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<SlotPreviewView> {
  const stranger = view.who === 'stranger' ? view.stranger : null
  const customerId = view.who === 'customer' ? view.customerId : null
  const page = {
    page: { ...asked.page, referrer: stranger?.referrer ? addressOf(stranger.referrer) : undefined },
    context: { campaign: stranger?.campaign ?? undefined },
  }
  const surroundings = surroundingsOf(house, stranger, now)
  const { slots, shelf, nextOnSite } = house
  const nextFor = (visitor: Visitor) =>
    slots.live().wantsNext ? nextOnSite.find(visitor) : Promise.resolve(null)
  const looking = { slots, shelf, nextFor }
  try {
    const preview = await previewFor(
      house.db,
      looking,
      { customerId, page, surroundings, ...(asked.slots && { names: asked.slots }) },
      now,
    )
    const { locale } = house.recentSettings.now()
    const told = answerOf(preview.decision, { store: null, late: false, locale, answer: 'both' })
    const standing = standingOf(house, customerId, preview.personal)
    return { standing, slots: Object.entries(told.slots).map(([name, slot]) => shownOf(name, slot, names)) }
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'not-found') throw error
    return { standing: 'no_account', slots: [] }
  }
}

function standingOf({ slots }: House, customerId: string | null, personal: boolean): Standing {
  if (customerId === null) return 'nobody'
  if (slots.live().rules.strategy !== 'personal') return 'narrowed'
  return personal ? 'personal' : 'no_consent'
}

function shownOf(
  name: string,
  slot: ReturnType<typeof answerOf>['slots'][string],
  names: ReadonlyMap<string, string>,
): SlotShown {
  const { kind, variantId, html = '', reason, strategy, content } = slot
  const row = content?.row ?? null
  return {
    name,
    kind,
    variantId,
    variantName: variantId && (names.get(variantId) ?? null),
    html,
    reason,
    strategy,
    row: row && {
      row: row.row,
      strategy: row.strategy,
      products: row.products.map(({ productId, title, reason: why }) => ({ productId, title, reason: why })),
    },
  }
}

/** A host as people write it is an address too. */
const addressOf = (referrer: string) => (referrer.includes('://') ? referrer : `https://${referrer}`)

function surroundingsOf(house: House, stranger: Stranger | null, now: Date): Surroundings {
  const { timeZone } = house.recentSettings.now()
  if (stranger === null) return { device: 'desktop', platform: 'other', place: null, weather: [], timeZone }
  const { device, platform, country, city, weather } = stranger
  const isSomewhere = country !== null || city !== null
  return {
    device,
    platform,
    place: isSomewhere ? { city: city ?? '', region: '', country: country ?? '', position: null } : null,
    weather: weather !== null ? [weather] : city === null ? [] : house.weatherOf(city, now),
    timeZone,
  }
}

async function variantNames({ db }: House): Promise<ReadonlyMap<string, string>> {
  const slots = await listSlots(db)
  return new Map(slots.flatMap(({ variants }) => variants.map(({ variantId, name }) => [variantId, name])))
}
