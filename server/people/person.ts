import { Problem } from '#contract/problem.ts'
import type { CustomerPage, IdentifierDetail } from '#contract/staff-customers.ts'
import { type PersonView, personView } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { addressLines } from './address-lines.ts'

/** The person that this customer belongs to; throws `not-found` where there is none. */
export async function readPerson(db: Db, customerId: string): Promise<PersonView> {
  const person = await personView(db, customerId)
  if (!person) throw new Problem('not-found', 'There is no such customer')
  return person
}

type Who = Pick<
  CustomerPage,
  'customerId' | 'name' | 'locale' | 'address' | 'since' | 'lastSeenAt' | 'identifiers'
>

/** Who a person is, as staff see it. */
export function whoIs(person: PersonView): Who {
  return {
    customerId: person.customerId,
    name: person.name,
    locale: person.locale,
    address: addressLines(person.address),
    since: person.createdAt.toISOString(),
    lastSeenAt: person.lastSeenAt.toISOString(),
    identifiers: person.identifiers.map(identifierView),
  }
}

export function identifierView(identifier: PersonView['identifiers'][number]): IdentifierDetail {
  const { kind, value, source, firstSeenAt, lastSeenAt, quarantine } = identifier
  return {
    kind,
    value,
    source,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    quarantine: quarantine && { reason: quarantine.reason, at: quarantine.at.toISOString() },
  }
}
