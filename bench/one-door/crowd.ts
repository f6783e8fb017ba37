import { sql } from 'kysely'
import type { ContactRules } from '#contract/contact-rules.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import type { SendRequest } from '#orchestrator/index.ts'
import { gatherStatistics, inTransaction, type Store } from '#store/index.ts'
import { proofRules } from '../../tests/support/one-door/world.ts'

export const CAP = 3

/** Every gate of a touch is asked; the cap and the holdouts are what refuses. */
export const gateRules: ContactRules = {
  ...proofRules,
  caps: [{ channel: 'all', purpose: 'all', limit: CAP, hours: 168 }],
  arbitrationMinutes: 0,
}

/** Customers with a mailbox, a phone, a home and a yes. */
export async function crowd(store: Store, count: number, now: Date): Promise<string[]> {
  const ids: string[] = []
  await inTransaction(store.db, async (tx) => {
    for (let n = 0; n < count; n++) {
      const { customerId } = await createCustomer(
        tx,
        {
          source: 'bench',
          identifiers: [
            { kind: 'email', value: `p${n}@example.com` },
            { kind: 'phone', value: `+49151${23_456_789 + n * 791}` },
          ],
          address: {
            line1: '1',
            line2: undefined,
            city: 'Town',
            region: undefined,
            postcode: '1',
            country: 'DE',
          },
        },
        now,
      )
      for (const channel of ['email', 'sms'] as const)
        await recordConsent(
          tx,
          { customerId, channel, purpose: 'all', state: 'granted', source: 'bench', evidence: 'said so' },
          now,
        )
      ids.push(customerId)
    }
  })
  await gatherStatistics(store.db, ['customers', 'identifiers', 'customer_links', 'consent_entries'])
  return ids
}

/** Whether the database waits for its disk: `on` or `off`. */
export async function fsyncOf({ db }: Store): Promise<string> {
  const { rows } = await sql<{ fsync: string }>`select current_setting('fsync') as fsync`.execute(db)
  return rows[0]?.fsync ?? 'unknown'
}

/** One marketing mail to one of them. */
export function touch(n: number, customerId: string): SendRequest {
  return {
    key: `bench:${n}`,
    kind: 'marketing',
    customerId,
    channels: ['email'],
    sender: n % 2 === 0 ? { type: 'journey', name: 'winter' } : { type: 'agent' },
    subject: 'winter',
    content: { text: `Winter is here, ${n}.`, parts: [] },
  }
}

/** People with more messages on their way than the cap allows. */
export async function overCap(store: Store): Promise<number> {
  const { rows } = await sql<{ over: number }>`select count(*) as over from (
    select customer_id from outbox where state = 'queued' group by 1 having count(*) > ${CAP}) crowded`.execute(
    store.db,
  )
  return Number(rows[0]?.over ?? 0)
}
