import type { PersonMember } from '#domain/identity/index.ts'
import { countriesOfPhone } from '../quiet-hours/calling-codes.ts'
import { countryCode } from '../quiet-hours/countries.ts'

/** Where a person lives: by an address, else by a number that is of one country alone, else where the shop is. */
export function countryOf(
  members: readonly Pick<PersonMember, 'address' | 'identifiers'>[],
  shop: string,
): string {
  for (const { address } of members) {
    const code = address && countryCode(address.country)
    if (code) return code
  }
  for (const { identifiers } of members)
    for (const { kind, value, quarantined } of identifiers) {
      const [only, other] = kind === 'phone' && !quarantined ? countriesOfPhone(value) : []
      if (only !== undefined && other === undefined) return only
    }
  return shop
}

/** Of a locale such as en-US; of one without a region, its likeliest. */
export function countryOfLocale(locale: string): string {
  try {
    return new Intl.Locale(locale).maximize().region ?? 'US'
  } catch {
    return 'US'
  }
}

/** Members by the person they are of. */
export function byPerson<Member extends { rootId: string }>(
  members: readonly Member[],
): Map<string, Member[]> {
  const people = new Map<string, Member[]>()
  for (const member of members) {
    const others = people.get(member.rootId)
    if (others) others.push(member)
    else people.set(member.rootId, [member])
  }
  return people
}
