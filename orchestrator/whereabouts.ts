import { isUsNumber, type RegionCode, regionOf, regionOfPhone } from '#domain/consent/index.ts'
import type { OutboundFacts } from './outbound.ts'
import type { OwnAddress, PersonFacts } from './person-facts.ts'
import { zonesFor } from './quiet-hours/index.ts'

/** The number that an address is, or stands for: WhatsApp's own id of a person with a number is its digits. */
export function phoneIn({ kind, value }: Pick<OwnAddress, 'kind' | 'value'>): string | null {
  if (kind === 'phone') return value
  return kind === 'whatsapp_id' && /^[1-9]\d{6,14}$/.test(value) ? `+${value}` : null
}

/** Business-scoped user ids of WhatsApp begin with the country: `US.1349…`. */
export function isUsAddress(to: Pick<OwnAddress, 'kind' | 'value'>): boolean {
  const phone = phoneIn(to)
  return phone === null ? to.kind === 'whatsapp_id' && to.value.startsWith('US.') : isUsNumber(phone)
}

/** The number to judge by: where it goes, else any of theirs. */
function phoneOf(to: OwnAddress | null, person: PersonFacts): string | null {
  const own = to && phoneIn(to)
  return own ?? person.addresses.flatMap((address) => phoneIn(address) ?? [])[0] ?? null
}

/** All regions whose law may hold: where any of their records lives, and where the number is from. */
export function regionsOf(to: OwnAddress | null, person: PersonFacts): RegionCode[] {
  const phone = phoneOf(to, person)
  const all = [...person.homes.map(regionOf), ...(phone === null ? [] : [regionOfPhone(phone)])]
  const known = [...new Set(all)].filter((code) => code !== 'elsewhere')
  return known.length > 0 ? known : ['elsewhere']
}

/** The zones they may be in, all of which must be right; the shop's where none is known. */
export function zonesOf(to: OwnAddress | null, facts: OutboundFacts): readonly string[] {
  const { person, shopZone, now } = facts
  const { homes: addresses, confirmedZone } = person
  return zonesFor({ addresses, confirmedZone, phone: phoneOf(to, person), shopZone }, now).zones
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day there, as YYYY-MM-DD. */
export function dayIn(zone: string, at: Date): string {
  const known = formats.get(zone)
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  if (!known) formats.set(zone, format)
  return format.format(at)
}
