import type { Identifier } from '#domain/identity/index.ts'
import type { ConsentChannel, ConsentEntry, ConsentPurpose } from './consent.ts'
import { decideUse, type UseAnswer } from './decide-use.ts'
import type { ContactPreferences } from './preferences.ts'
import { regionOf, regionOfPhone } from './region.ts'
import type { Ground, RegionCode } from './region-rules.ts'

/** All that decides what one person may be sent or asked, over all members; read once, asked often. */
export interface PersonUse {
  identifiers: readonly Identifier[]
  /** The whole ledger of all members. */
  entries: readonly ConsentEntry[]
  suppressed: boolean
  region: RegionCode
  grounds: Partial<Record<Ground, Date>>
  preferences: ContactPreferences
}

const addressKinds: Record<ConsentChannel, readonly string[] | null> = {
  web: null,
  push: null,
  email: ['email'],
  sms: ['phone'],
  whatsapp: ['whatsapp_id', 'phone'],
}

/** The own addresses of a channel; null: the channel needs none. */
export function addressesFor(channel: ConsentChannel, identifiers: readonly Identifier[]): string[] | null {
  const kinds = addressKinds[channel]
  return kinds && identifiers.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value)
}

/** Whether a channel may be used for a purpose now: for this address, or for one of them at least. */
export function answerForUse(
  person: PersonUse,
  use: { channel: ConsentChannel; purpose: ConsentPurpose; address?: string },
  now: Date,
): UseAnswer {
  const { channel, purpose, address } = use
  const own = addressesFor(channel, person.identifiers)
  const { suppressed, region, grounds, preferences } = person
  const facts = { channel, purpose, suppressed, region, grounds, pausedUntil: preferences.pausedUntil }
  const addresses = address === undefined || !own ? own : own.filter((each) => each === address)
  const entries = person.entries.filter((entry) => entry.channel === channel && entry.purpose === purpose)
  return decideUse({ ...facts, entries, addresses }, now)
}

/** By the first address that says it, the root's before the others', else by a number's country. */
export function regionAmong(
  homes: readonly ({ country?: string | null; region?: string | null | undefined } | null)[],
  identifiers: readonly Identifier[],
): RegionCode {
  const lived = homes.map(regionOf).find((region) => region !== 'elsewhere')
  if (lived !== undefined) return lived
  const phones = identifiers.filter(({ kind }) => kind === 'phone').map(({ value }) => regionOfPhone(value))
  return phones.find((region) => region !== 'elsewhere') ?? 'elsewhere'
}
