import { areaOfPhone } from './area-codes.ts'
import type { ConsentChannel, ConsentPurpose } from './consent.ts'
import type { QuietHours, Region, RegionCode, Rule } from './region-rules.ts'
import { regions } from './regions.ts'

const europeanUnion =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ')
// the EEA states have the same directive and regulation
const likeEurope = new Set([...europeanUnion, 'IS', 'LI', 'NO'])

const englishNames = new Intl.DisplayNames('en', { type: 'region' })
const codesByName = new Map<string, string>(
  [...likeEurope, 'GB', 'US', 'CA', 'IN'].map((code) => [
    (englishNames.of(code) ?? code).toLowerCase(),
    code,
  ]),
)
const otherNames: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  usa: 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  eire: 'IE',
  deutschland: 'DE',
  österreich: 'AT',
  españa: 'ES',
  italia: 'IT',
}

const states: Record<string, RegionCode> = {
  fl: 'US-FL',
  florida: 'US-FL',
  ca: 'US-CA',
  california: 'US-CA',
}

/** Whose rules hold for somebody who lives there; `elsewhere` where it cannot be told. */
export function regionOf(
  address: { country?: string | null; region?: string | null | undefined } | null,
): RegionCode {
  const country = countryCode(address?.country ?? '')
  if (country === 'US') return own(states, (address?.region ?? '').trim().toLowerCase()) ?? 'US'
  if (country === 'DE' || country === 'AT' || country === 'GB' || country === 'CA' || country === 'IN')
    return country
  return likeEurope.has(country) ? 'EU' : 'elsewhere'
}

function countryCode(text: string): string {
  const name = text.trim().toLowerCase()
  if (/^[a-z]{2}$/.test(name) && name !== 'uk') return name.toUpperCase()
  return own(otherNames, name) ?? codesByName.get(name) ?? ''
}

/** People write what they like: `constructor` is no name of ours. */
function own<T>(names: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined
}

/** The region and those it is like, nearest first. */
function lineage(code: RegionCode): Region[] {
  const region = regions[code]
  return region.like === null ? [region] : [region, ...lineage(region.like)]
}

/** The rule for one channel and purpose; every region has one in the end. */
export function ruleFor(code: RegionCode, channel: ConsentChannel, purpose: ConsentPurpose): Rule {
  const rules = lineage(code).flatMap((region) => region.rules)
  const rule = rules.find((entry) => entry.channels.includes(channel) && entry.purposes.includes(purpose))
  if (!rule) throw new Error(`no rule for ${purpose} by ${channel} in ${code}`)
  return rule
}

/** Whether a yes to promotion on this channel must be confirmed through the address, and why. */
export function doubleOptInFor(code: RegionCode, channel: ConsentChannel): { source: string } | null {
  const found = lineage(code).find((region) => region.doubleOptIn?.channels.includes(channel))
  return found?.doubleOptIn ?? null
}

export function quietHoursFor(code: RegionCode, channel: ConsentChannel): QuietHours | null {
  const found = lineage(code).find((region) => region.quietHours?.channels.includes(channel))
  return found?.quietHours ?? null
}

// ITU-T E.164 country codes; +1 is shared, and told apart by its area codes
const byCallingCode: Record<string, RegionCode> = {
  '43': 'AT',
  '44': 'GB',
  '49': 'DE',
  '91': 'IN',
  ...Object.fromEntries(
    '30 31 32 33 34 36 39 40 45 46 47 48 350 351 352 353 354 356 357 358 359 370 371 372 385 386 420 421 423'
      .split(' ')
      .map((code) => [code, 'EU'] as const),
  ),
}

/**
 * What a number says of where its owner lives, where no address does: its country code, of +1 its area code.
 * A code of no place says nothing.
 */
export function regionOfPhone(phone: string): RegionCode {
  const area = areaOfPhone(phone)
  if (area) return regionOf({ country: area.country, region: area.state })
  const codes = [phone.slice(1, 4), phone.slice(1, 3)]
  return codes.map((code) => byCallingCode[code]).find((region) => region !== undefined) ?? 'elsewhere'
}
