import { consentOf, type LinkClaims, recordConsent, signLink } from '#domain/consent/index.ts'
import { createCustomer, identifiersOf, linkCustomer, membersOf } from '#domain/identity/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from './database.ts'
import { startTestServer } from './server.ts'
import { smallGoods, toProduct } from './small-shop.ts'

/** A shop whose customers have links to their preferences. */
export interface PreferenceShop {
  server: RunningServer
  store: Store
  /** A person with these addresses, one linked member each; answers the members by kind. */
  person: (given: { email: string; phone?: string; name?: string; country?: string }) => Promise<Person>
  link: (claims: LinkClaims, at?: Date) => string
  state: (customerId: string, channel: string, purpose?: string) => Promise<string | undefined>
  close: () => Promise<void>
}

export interface Person {
  email: string
  phone: string | null
}

export async function openPreferenceShop(): Promise<PreferenceShop> {
  const store = await openTestStore()
  const server = await startTestServer(store)
  const { db } = store
  const now = new Date()
  await importProducts(db, smallGoods.map(toProduct), { source: 'test', now })
  await writeSettings(db, { shopName: 'Fellside', accentColor: '#1f5f5b' }, null, now)
  return {
    server,
    store,
    async person({ email, phone, name, country }) {
      const address = country ? { line1: 'A', city: 'B', postcode: '1', country } : null
      const made = await createCustomer(
        db,
        {
          name: name ?? null,
          address: address && { ...address, line2: undefined, region: undefined },
          identifiers: [{ kind: 'email', value: email }],
          source: 'test',
        },
        now,
      )
      if (!phone) return { email: made.customerId, phone: null }
      const other = await createCustomer(
        db,
        { identifiers: [{ kind: 'phone', value: phone }], source: 'test' },
        now,
      )
      await linkCustomer(db, other.customerId, made.customerId, 'test', now)
      const all = await identifiersOf(db, await membersOf(db, made.customerId))
      const of = (kind: string) => all.find((entry) => entry.kind === kind)?.customerId
      return { email: of('email') ?? made.customerId, phone: of('phone') ?? null }
    },
    link: (claims, at = new Date()) => {
      const token = signLink(server.house.secrets.link, claims, at)
      return `${server.url}/${claims.kind === 'preferences' ? 'preferences' : 'u'}/${token}`
    },
    state: async (customerId, channel, purpose = 'marketing') =>
      (await consentOf(db, customerId)).lines.find(
        (line) => line.channel === channel && line.purpose === purpose,
      )?.state,
    close: () => server.close(),
  }
}

/** Says yes or no to promotion on a channel, before the page is opened. */
export async function said(
  { store }: PreferenceShop,
  customerId: string,
  channel: 'email' | 'sms',
  state: 'granted' | 'denied',
): Promise<void> {
  const entry = {
    customerId,
    channel,
    purpose: 'marketing',
    state,
    source: 'test',
    evidence: 'said so',
  } as const
  await recordConsent(store.db, entry, new Date(Date.now() - 60_000))
}
