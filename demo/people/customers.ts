import { type CustomerInput, customerInput } from '#domain/identity/index.ts'
import { randomFor } from '../random.ts'
import { cities, firstNames, lastNames, streets } from './names.ts'

const DAY = 86_400_000
export const customerCount = 500

/** One of the people a visitor of the demo shop can sign in as. */
export interface DemoCustomer {
  userId: string
  name: string
  email: string
  /** What there is to see in this account, in one line. */
  note: string
}

export const demoCustomers: DemoCustomer[] = [
  { userId: 'tw-0001', name: 'Nora Strand', email: 'nora@example.com', note: 'A parcel is on its way' },
  {
    userId: 'tw-0002',
    name: 'Theo Marlow',
    email: 'theo@example.com',
    note: 'Has just ordered and can still cancel',
  },
  {
    userId: 'tw-0003',
    name: 'Priya Rao',
    email: 'priya@example.com',
    note: 'Two years of things for the home',
  },
  { userId: 'tw-0004', name: 'Sam Okoro', email: 'sam@example.com', note: 'Sent something back' },
]

/** The demo shop's customers: those one can sign in as first, the rest in a fixed order. */
export function customers(now: Date): CustomerInput[] {
  return Array.from({ length: customerCount }, (_, index) => makeCustomer(index, now))
}

function makeCustomer(index: number, now: Date): CustomerInput {
  const userId = `tw-${String(index + 1).padStart(4, '0')}`
  const random = randomFor(userId)
  const first = random.pick(firstNames)
  const last = random.pick(lastNames)
  const [city, region, zip, area] = random.pick(cities)
  const known = demoCustomers[index]
  return customerInput.parse({
    userId,
    name: known?.name ?? `${first} ${last}`,
    email: known?.email ?? `${first}.${last}.${index + 1}@example.com`.toLowerCase(),
    // 555-01xx is kept for stories; the prefix before it tells the customers apart
    phone: index < 200 ? `+1${area}555${String(100 + (index % 100)).padStart(4, '0')}` : undefined,
    locale: 'en-US',
    address: {
      line1: `${random.between(1, 940)} ${random.pick(streets)}`,
      city,
      region,
      postcode: `${zip}${String(random.between(1, 48)).padStart(2, '0')}`,
      country: 'US',
    },
    createdAt: new Date(now.getTime() - random.between(731, 1400) * DAY),
  })
}
