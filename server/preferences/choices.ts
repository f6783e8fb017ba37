import {
  addressesFor,
  type ConsentChannel,
  type ConsentPurpose,
  type ContactPreferences,
  consentPage,
  contactPreferences,
  withdrawn,
} from '#domain/consent/index.ts'
import { accountMembers, findCustomer, identifiersOf, membersOf } from '#domain/identity/index.ts'
import { type Trait, traitsOfMembers } from '#domain/profile/index.ts'
import { listCategories } from '#knowledge/catalog/index.ts'
import type { House } from '../house.ts'

const shownChannels = ['email', 'sms', 'whatsapp', 'push'] as const
export type ShownChannel = (typeof shownChannels)[number]

/** One box of the form. */
export interface Choice {
  name: `${ConsentChannel}:${ConsentPurpose}`
  purpose: ConsentPurpose
  on: boolean
}

export interface ChannelChoices {
  channel: ShownChannel
  /** Enough of the address to know which. */
  address: string | null
  /** Whether a box that is off may be turned on here: only for the address that the link was sent to. */
  mayGrant: boolean
  choices: Choice[]
}

/** Everything the page shows, as it is now. */
export interface Preferences {
  customerId: string
  name: string | null
  address: string | null
  locale: string | null
  channels: ChannelChoices[]
  personalisation: Choice
  given: ContactPreferences
  categories: string[]
  sizes: { name: SizeName; value: string }[]
  held: { addresses: string[]; traits: Trait[] }
}

export const sizeNames = ['clothing_size', 'shoe_size'] as const
export type SizeName = (typeof sizeNames)[number]

const MAX_CATEGORIES = 24

/** null: the customer that the link was made for is no more. */
export async function readPreferences(
  house: House,
  customerId: string,
  now: Date,
): Promise<Preferences | null> {
  const { db } = house
  const customer = await findCustomer(db, customerId)
  if (!customer) return null
  const members = await membersOf(db, customerId)
  // who was only seen with this address (a phone that two share) may be somebody else: their no counts
  // here, but what we hold of them is not shown to whoever holds the link
  const trusted = await accountMembers(db, customerId)
  const identifiers = await identifiersOf(db, members)
  const own = identifiers.filter((entry) => entry.customerId === customerId)
  const held = identifiers.filter((entry) => trusted.includes(entry.customerId))
  const page = await consentPage(db, customerId, house.secrets.suppression, now)
  const traits = await heldTraits(house, trusted, now)
  const choice = (channel: ConsentChannel, purpose: ConsentPurpose): Choice => {
    const use = page.lines.find((line) => line.channel === channel && line.purpose === purpose)?.use
    const on = use?.allowed === true || use?.reason === 'paused'
    return { name: `${channel}:${purpose}`, purpose, on }
  }
  return {
    customerId,
    name: customer.name,
    address: own.map(({ value }) => value).map(masked)[0] ?? null,
    locale: customer.locale,
    channels: shownChannels.flatMap((channel): ChannelChoices[] => {
      const addresses = addressesFor(channel, identifiers)
      const choices = purposesOf(channel).map((purpose) => choice(channel, purpose))
      // push has no address of its own yet: it is shown where the app has asked for it
      const shown = addresses === null ? choices.some((entry) => entry.on) : addresses.length > 0
      if (!shown) return []
      const mine = addressesFor(channel, own) ?? []
      const address = mine[0] ?? addressesFor(channel, held)?.[0]
      return [
        {
          channel,
          address: address ? masked(address) : null,
          mayGrant: channel === 'email' && mine.length > 0,
          choices,
        },
      ]
    }),
    personalisation: choice('web', 'personalisation'),
    given: await contactPreferences(db, customerId),
    categories: await topCategories(house),
    sizes: sizeNames.map((name) => ({ name, value: textOf(traits.find((trait) => trait.name === name)) })),
    held: { addresses: [...new Set(held.filter(isShown).map(({ value }) => masked(value)))], traits },
  }
}

/** What we keep of the person that serves them: each by its name once. */
async function heldTraits({ db }: House, members: string[], now: Date): Promise<Trait[]> {
  const byName = new Map<string, Trait>()
  for (const purpose of ['service', 'personalisation'] as const)
    for (const trait of (await traitsOfMembers(db, members, purpose, now)).traits)
      byName.set(trait.name, trait)
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What can be chosen for a channel, promotion first. */
function purposesOf(channel: ShownChannel): ConsentPurpose[] {
  const all: ConsentPurpose[] = ['marketing', 'clienteling', 'service', 'transactional']
  return all.filter((purpose) => purpose === 'transactional' || withdrawn[channel].includes(purpose))
}

const isShown = ({ kind }: { kind: string }): boolean => kind !== 'anonymous_id'

/** The first word of each category path, those with most goods first. */
async function topCategories(house: House): Promise<string[]> {
  const counts = new Map<string, number>()
  for (const { category, products } of await listCategories(house.db)) {
    const top = category.split('>').at(0)?.trim() ?? ''
    if (top !== '') counts.set(top, (counts.get(top) ?? 0) + products)
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return sorted.slice(0, MAX_CATEGORIES).map(([category]) => category)
}

function textOf(trait: Trait | undefined): string {
  return typeof trait?.value === 'string' || typeof trait?.value === 'number' ? String(trait.value) : ''
}

/** `a…@example.com`, `…4567`: enough to know which, too little to learn it. */
export function masked(value: string): string {
  const [name = '', domain] = value.split('@')
  // the joiner keeps it on one line
  return domain ? `${name.slice(0, 1)}…\u2060@${domain}` : `…${value.slice(-4)}`
}
