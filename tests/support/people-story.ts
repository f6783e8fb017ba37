import type { z } from 'zod'
import { recordConsent } from '#domain/consent/index.ts'
import {
  countDuplicates,
  customerInput,
  findByIdentifier,
  findDuplicates,
  upsertCustomers,
} from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'

const day = 86_400_000
export const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * day)

/** Somebody of the shop's own customer file; answers the person they are. */
export async function addPerson(
  db: Db,
  given: Partial<Record<'userId' | 'email' | 'phone' | 'loyaltyNumber' | 'name', string>> & {
    address?: z.input<typeof customerInput>['address']
  },
  at: Date,
): Promise<string> {
  await upsertCustomers(db, [customerInput.parse({ ...given, createdAt: at })], 'customer file', at)
  const person = given.userId
    ? await findByIdentifier(db, 'user_id', given.userId)
    : given.email
      ? await findByIdentifier(db, 'email', given.email)
      : await findByIdentifier(db, 'phone', given.phone ?? '')
  if (!person) throw new Error('the person was not stored')
  return person.customerId
}

/** One paid order of whoever has this e-mail. */
export async function addOrder(
  db: Db,
  order: { number: string; email: string; title: string; amount: number; at: Date },
  now: Date,
): Promise<void> {
  const input = orderInput.parse({
    orderNumber: order.number,
    status: 'delivered',
    customer: { email: order.email },
    email: order.email,
    currency: 'USD',
    total: order.amount,
    lines: [
      {
        productId: order.title,
        variantId: `${order.title}-1`,
        title: order.title,
        quantity: 1,
        unitPrice: order.amount,
      },
    ],
    placedAt: order.at.toISOString(),
  })
  await upsertOrders(db, [input], 'test', now)
}

/**
 * Anna, who has an account, orders, preferences and a yes to mail; and “A. Berg”, a guest with another
 * e-mail who said no to it.
 */
export async function annaTwice(db: Db, now: Date): Promise<{ anna: string; guest: string }> {
  const anna = await addPerson(
    db,
    {
      userId: 'user-118',
      email: 'anna.berg@example.com',
      phone: '+4915112345678',
      loyaltyNumber: 'LC-0044812',
      name: 'Anna Berg',
      address: { line1: 'Torstraße 12', city: 'Berlin', postcode: '10115', country: 'DE' },
    },
    daysAgo(now, 400),
  )
  const guest = await addPerson(
    db,
    {
      email: 'aberg@mail.example',
      name: 'A. Berg',
      address: { line1: 'Torstr. 12', city: 'Berlin', postcode: '10115', country: 'DE' },
    },
    daysAgo(now, 90),
  )
  for (const [index, days] of [300, 200, 100, 12].entries()) {
    const at = daysAgo(now, days)
    const amount = 4_000 + index * 1_000
    await addOrder(
      db,
      { number: `RP-100${index}`, email: 'anna.berg@example.com', title: 'Heron rain shell', amount, at },
      now,
    )
  }
  await addOrder(
    db,
    {
      number: 'RP-2000',
      email: 'aberg@mail.example',
      title: 'Enamel camp mug',
      amount: 1_800,
      at: daysAgo(now, 60),
    },
    now,
  )
  await setTrait(
    db,
    {
      customerId: anna,
      name: 'size',
      value: 'M',
      source: 'chat',
      party: 'zero',
      evidence: 'I wear size M',
      at: daysAgo(now, 20),
    },
    now,
  )
  await setTrait(
    db,
    {
      customerId: anna,
      name: 'newsletter_topic',
      value: 'Hiking',
      source: 'website',
      party: 'first',
      purposes: ['marketing'],
      evidence: 'read three times',
      at: daysAgo(now, 10),
    },
    now,
  )
  for (const [customerId, state] of [
    [anna, 'granted'],
    [guest, 'denied'],
  ] as const) {
    await recordConsent(
      db,
      {
        customerId,
        channel: 'email',
        purpose: 'marketing',
        state,
        source: 'checkout',
        evidence: state === 'granted' ? 'Ticked “News by e-mail”' : 'Left the box empty',
        at: daysAgo(now, 50),
      },
      now,
    )
  }
  return { anna, guest }
}

const given = ['Mara', 'Jonas', 'Elif', 'Tomasz', 'Ines', 'Oskar', 'Priya', 'Luc', 'Hanna', 'Dario']
const surnames = ['Abend', 'Brockmann', 'Czerny', 'Demir', 'Eklund', 'Fontana']
const streets = ['Lindenallee', 'Hafenstraße', 'Am Markt', 'Rosenweg', 'Kirchgasse', 'Bergstraße', 'Uferweg']

/**
 * Sixty people with an account each, and three of them a second time, misspelt and with a second account: those
 * wait for staff. Answers how many pairs wait once the search has looked.
 */
export async function peopleTwice(db: Db, now: Date): Promise<number> {
  const people = surnames.flatMap((surname, s) =>
    given.map((name, g) => ({
      userId: `u-${s}-${g}`,
      email: `${name}.${surname}@mail${g}.example`.toLowerCase(),
      phone: `+4930${1_000_000 + s * 7919 + g * 104_729}`,
      name: `${name} ${surname}`,
      address: {
        line1: `${streets[(s * 3 + g) % streets.length]} ${1 + s * 10 + g}`,
        city: g % 2 === 0 ? 'Berlin' : 'Hamburg',
        postcode: String(10_115 + s * 37 + g * 211),
        country: 'DE',
      },
    })),
  )
  const again = people.slice(20, 23).map((person, index) => ({
    ...person,
    userId: `second-${index}`,
    email: `second.${person.email}`,
    phone: `${person.phone.slice(0, -1)}${(Number(person.phone.at(-1)) + 1) % 10}`,
    name: `${person.name.slice(0, -1)}${index === 0 ? 'm' : 'y'}`,
  }))
  await upsertCustomers(
    db,
    [...people, ...again].map((person) => customerInput.parse({ ...person, createdAt: daysAgo(now, 30) })),
    'customer file',
    now,
  )
  await findDuplicates(db, now)
  return countDuplicates(db)
}
