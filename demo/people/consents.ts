import { addEntries, type ConsentInput, erasePerson } from '#domain/consent/index.ts'
import { type CustomerInput, findByIdentifier, membersOf, resolveCustomers } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { randomFor } from '../random.ts'

/** What the demo's people said at the checkout and later; told again under the same keys, it is written once. */
export async function seedConsents(
  db: Db,
  people: readonly CustomerInput[],
  source: string,
  now: Date,
): Promise<void> {
  const resolved = await resolveCustomers(db, [...people], source, now)
  const said = people.flatMap((person, index) => {
    const customerId = resolved[index]?.customerId
    return customerId ? saidBy(person, customerId) : []
  })
  await addEntries(db, said, now)
}

/** Takes it out again, before the people themselves go. */
export async function removeConsents(db: Db, people: readonly CustomerInput[], now: Date): Promise<void> {
  for (const person of people) {
    const found = person.userId ? await findByIdentifier(db, 'user_id', person.userId) : null
    if (found) await erasePerson(db, await membersOf(db, found.customerId), now)
  }
}

function saidBy(person: CustomerInput, customerId: string): ConsentInput[] {
  const random = randomFor(`consent ${person.userId}`)
  const at = person.createdAt
  const say = (
    channel: ConsentInput['channel'],
    purpose: ConsentInput['purpose'],
    state: ConsentInput['state'],
    evidence: string,
  ): ConsentInput => ({
    customerId,
    channel,
    purpose,
    state,
    source: 'checkout',
    evidence,
    at,
    key: `demo_${channel}_${purpose}`,
  })
  const entries: ConsentInput[] = []
  if (random.chance(0.8)) entries.push(say('web', 'personalisation', 'granted', 'Allowed picks of one’s own'))
  if (random.chance(0.7)) entries.push(say('email', 'marketing', 'granted', 'Ticked “News by e-mail”'))
  else if (random.chance(0.5)) entries.push(say('email', 'marketing', 'denied', 'Unticked “News by e-mail”'))
  if (person.phone && random.chance(0.5))
    entries.push(say('sms', 'marketing', 'granted', 'Ticked “Texts about offers”'))
  if (person.phone && random.chance(0.4))
    entries.push(say('sms', 'clienteling', 'granted', 'Told an associate so in the store'))
  return entries
}
