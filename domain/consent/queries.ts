import type { Selectable } from 'kysely'
import { newId } from '#contract/ids.ts'
import { lockCustomer, membersOf } from '#domain/identity/index.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import {
  type ConsentChannel,
  type ConsentEntry,
  type ConsentPurpose,
  type ConsentState,
  consentPurposes,
} from './consent.ts'
import type { ConsentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()
const MAX_EVIDENCE = 2000
const ROWS_AT_ONCE = 1000

/** What somebody has said, as it is written into the ledger. */
export interface ConsentInput {
  customerId: string
  /** The record that spoke for its person; set by `recordForPerson`. */
  originId?: string | undefined
  channel: ConsentChannel
  purpose: ConsentPurpose | 'all'
  state: ConsentState
  source: string
  evidence: string
  region?: string | null | undefined
  /** The address it was said about; a grant then holds for that address only. */
  address?: string | null | undefined
  /** When it was said; now where it is not given. Never later than now. */
  at?: Date | undefined
  /** What said it, e.g. the message's id: told again under the same key it is written once. */
  key?: string | undefined
}

/** Writes what this very customer record has said. To speak for the whole person: `recordForPerson`. */
export function recordConsent(db: Db, input: ConsentInput, now: Date): Promise<void> {
  return addEntries(db, [input], now)
}

/**
 * Writes what the owner of this record has said for the whole person, under the lock of the root. A no holds for
 * every member, also after an un-merge. A yes is said by the records named in `as` (this one; for an account all
 * that its sign-in opens): it takes back only what they themselves refused, and gives nothing to another record.
 */
export function recordForPerson(
  db: Db,
  customerId: string,
  inputs: readonly Omit<ConsentInput, 'customerId' | 'originId'>[],
  now: Date,
  as: readonly string[] = [customerId],
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockCustomer(tx, customerId)
    const members = await membersOf(tx, customerId)
    const speakers = as.filter((id) => members.includes(id))
    const lines = inputs.flatMap((input) =>
      (input.state === 'denied' ? [customerId] : speakers).flatMap((originId) =>
        members.map((member) => ({ ...input, customerId: member, originId })),
      ),
    )
    await addEntries(tx, lines, now)
  })
}

/** Adds to the ledger, many at once. */
export async function addEntries(db: Db, inputs: readonly ConsentInput[], now: Date): Promise<void> {
  const rows = inputs.flatMap((input) => rowsOf(input, now))
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await tables(db)
      .insertInto('consent_entries')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .onConflict((conflict) => conflict.columns(['customer_id', 'entry_id']).doNothing())
      .execute()
}

function rowsOf(input: ConsentInput, now: Date): Selectable<ConsentTables['consent_entries']>[] {
  const purposes = input.purpose === 'all' ? consentPurposes : [input.purpose]
  return purposes.map((purpose) => ({
    customer_id: input.customerId,
    entry_id:
      input.key === undefined
        ? newId('consentEntry', now)
        : `${input.key}_${input.channel}_${purpose}_${input.state}${voiceOf(input)}`,
    origin_id: input.originId ?? null,
    channel: input.channel,
    purpose,
    state: input.state,
    source: storableText(input.source),
    evidence: storableText(input.evidence).slice(0, MAX_EVIDENCE),
    region: input.region ?? null,
    address: input.address == null ? null : storableText(input.address),
    occurred_at: input.at && input.at < now ? input.at : now,
    recorded_at: now,
  }))
}

/** Several records of one person may say the same in one breath. */
function voiceOf({ customerId, originId }: ConsentInput): string {
  return originId === undefined || originId === customerId ? '' : `_${originId}`
}

/** The ledger of these members, oldest first; of one channel and purpose where they are named. */
export async function entriesOf(
  db: Db,
  customerIds: readonly string[],
  only: { channel?: ConsentChannel; purpose?: ConsentPurpose } = {},
): Promise<ConsentEntry[]> {
  if (customerIds.length === 0) return []
  let query = tables(db).selectFrom('consent_entries').selectAll().where('customer_id', 'in', customerIds)
  if (only.channel) query = query.where('channel', '=', only.channel)
  if (only.purpose) query = query.where('purpose', '=', only.purpose)
  const rows = await query.orderBy('occurred_at').orderBy('entry_id').execute()
  return rows.map((row) => ({
    customerId: row.customer_id,
    originId: row.origin_id,
    channel: row.channel,
    purpose: row.purpose,
    state: row.state,
    source: row.source,
    evidence: row.evidence,
    region: row.region,
    address: row.address,
    at: row.occurred_at,
  }))
}
