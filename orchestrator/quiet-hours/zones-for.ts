import { zonesOfPhone } from './calling-codes.ts'
import { countryCode, zonesOfCountry } from './countries.ts'
import { zonesOfState } from './states.ts'
import { clockOf, isZone } from './zone-offsets.ts'

export interface ZonesInput {
  /** Of all members; country and state as somebody wrote them. */
  addresses: readonly { country?: string | null; region?: string | null | undefined }[]
  /** What the customer has said of themselves. */
  confirmedZone: string | null
  /** In E.164. */
  phone: string | null
  /** Taken where nothing else is known. */
  shopZone: string | null
}

export type ZoneSource = 'address' | 'confirmed_zone' | 'phone' | 'shop'

/** Where somebody may be: hours must be right in all of these zones. Never empty; one zone per clock. */
export interface Zones {
  zones: string[]
  from: ZoneSource[]
}

/** A place and the zones that it may be in; a country of many zones alone is vague. */
interface Place {
  zones: readonly string[]
  vague: boolean
}

/**
 * The address first, then the zone that was confirmed, then the number. A later source makes a place more
 * exact that does not tell its zone (a country of many; for a confirmed zone also a state of two), and stands
 * beside one that it contradicts, so that hours are right by both.
 */
export function zonesFor(input: ZonesInput, now: Date): Zones {
  const clock = (zone: string) => clockOf(zone, now)
  const { confirmedZone, phone } = input
  const confirmed = confirmedZone !== null && isZone(confirmedZone) ? confirmedZone : null
  const homes = input.addresses.map(placeOf).filter(({ zones }) => zones.length > 0)
  const byPhone = phone === null ? [] : zonesOfPhone(phone)
  let found = homes.map((home) => (confirmed ? within(home, [confirmed], clock) : home))
  const from: ZoneSource[] = homes.length > 0 ? ['address'] : []
  if (confirmed && !found.some(({ zones }) => meet(zones, [confirmed], clock)))
    found.push({ zones: [confirmed], vague: false })
  if (confirmed) from.push('confirmed_zone')
  if (byPhone.length > 0) {
    found = found.map((place) => (place.vague ? within(place, byPhone, clock) : place))
    if (!found.some(({ zones }) => meet(zones, byPhone, clock))) found.push({ zones: byPhone, vague: true })
    from.push('phone')
  }
  if (found.length > 0) return { zones: onePerClock(found, clock), from }
  return { zones: [shopOr(input.shopZone)], from: ['shop'] }
}

type Clock = (zone: string) => string

function placeOf({ country, region }: ZonesInput['addresses'][number]): Place {
  const code = countryCode(country ?? '')
  if (code === null) return { zones: [], vague: true }
  const ofState = region ? zonesOfState(code, region) : null
  return ofState ? { zones: ofState, vague: false } : { zones: zonesOfCountry(code), vague: true }
}

/** The part of a place that goes by one of these clocks; the place itself where none does. */
function within(place: Place, zones: readonly string[], clock: Clock): Place {
  const clocks = new Set(zones.map(clock))
  const part = place.zones.filter((zone) => clocks.has(clock(zone)))
  return part.length > 0 ? { zones: part, vague: false } : place
}

function meet(left: readonly string[], right: readonly string[], clock: Clock): boolean {
  const clocks = new Set(right.map(clock))
  return left.some((zone) => clocks.has(clock(zone)))
}

/** Of zones with one clock the first stands for all. */
function onePerClock(places: readonly Place[], clock: Clock): string[] {
  const all = places.flatMap(({ zones }) => zones)
  return [...new Map([...all].reverse().map((zone) => [clock(zone), zone])).values()].reverse()
}

function shopOr(shopZone: string | null): string {
  return shopZone !== null && isZone(shopZone) ? shopZone : 'UTC'
}
