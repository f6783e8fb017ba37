import { findCustomer, type Identifier, identifiersOf, membersOf } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import {
  type ConsentChannel,
  type ConsentEntry,
  type ConsentPurpose,
  type ConsentState,
  consentChannels,
  consentPurposes,
  standingOf,
} from './consent.ts'
import type { UseAnswer } from './decide-use.ts'
import { type ConsentOverall, overallOf } from './overall.ts'
import { entriesOf } from './queries.ts'
import { preferencesOfMembers } from './queries-preferences.ts'
import { isSuppressed } from './queries-suppression.ts'
import type { Ground, RegionCode } from './region-rules.ts'
import type { ConsentTables } from './tables.ts'
import { answerForUse, type PersonUse, regionAmong } from './use-of-person.ts'

const tables = (db: Db) => db.withTables<ConsentTables>()

export interface Use {
  channel: ConsentChannel
  purpose: ConsentPurpose
  /** One own address in particular; without it, any. */
  address?: string
  /** The key of the suppression list. */
  suppressionKey: string
}

/**
 * Whether this person may be written to, or their data used, on this channel for this purpose now. Ask inside
 * the transaction that stores the message, under the lock of the customer's root.
 */
export async function mayUse(db: Db, customerId: string, use: Use, now: Date): Promise<UseAnswer> {
  const person = await readPerson(db, await membersOf(db, customerId), use.suppressionKey)
  const { channel, purpose, address } = use
  const entries = await entriesOf(db, person.members, { channel, purpose })
  return answerForUse(
    { ...person, entries },
    { channel, purpose, ...(address !== undefined && { address }) },
    now,
  )
}

/** One channel and purpose as the ledger has it. */
export interface ConsentLine {
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState | 'unknown'
  since: Date | null
  source: string | null
  evidence: string | null
  /** Whose entry decides: this person's record, or one that was merged into it. */
  reason: 'said' | 'said_by_merged' | 'nothing_said'
  /** The addresses a grant holds for; empty is all of them. */
  addresses: string[]
}

export interface Consent {
  lines: ConsentLine[]
  overall: ConsentOverall
}

/** What holds for every channel and purpose, over all members: the strictest wins. */
export async function consentOf(db: Db, customerId: string): Promise<Consent> {
  const members = await membersOf(db, customerId)
  return consentFrom(await entriesOf(db, members), customerId, (await identifiersOf(db, members)).length > 0)
}

/** The same with what may be done now and why not, for a screen; of these members only, where they are named. */
export async function consentPage(
  db: Db,
  customerId: string,
  suppressionKey: string,
  now: Date,
  only: { members?: string[] } = {},
): Promise<{
  lines: (ConsentLine & { use: UseAnswer })[]
  overall: ConsentOverall
  region: RegionCode
  pausedUntil: Date | null
}> {
  const members = only.members ?? (await membersOf(db, customerId))
  const person = await readPerson(db, members, suppressionKey)
  const entries = await entriesOf(db, members)
  const consent = consentFrom(entries, customerId, person.identifiers.length > 0)
  return {
    lines: consent.lines.map((line) => {
      const { channel, purpose } = line
      return { ...line, use: answerForUse({ ...person, entries }, { channel, purpose }, now) }
    }),
    overall: consent.overall,
    region: person.region,
    pausedUntil: person.preferences.pausedUntil,
  }
}

function consentFrom(entries: readonly ConsentEntry[], customerId: string, identified: boolean): Consent {
  const lines = consentChannels.flatMap((channel) =>
    consentPurposes.map((purpose) =>
      lineOf(about(entries, { channel, purpose }), channel, purpose, customerId),
    ),
  )
  return { lines, overall: overallOf(lines, identified) }
}

function about(
  entries: readonly ConsentEntry[],
  { channel, purpose }: { channel: ConsentChannel; purpose: ConsentPurpose },
): ConsentEntry[] {
  return entries.filter((entry) => entry.channel === channel && entry.purpose === purpose)
}

function lineOf(
  entries: readonly ConsentEntry[],
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  customerId: string,
): ConsentLine {
  const { state, by } = standingOf(entries)
  const named = [...new Set(entries.flatMap(({ address }) => address ?? []))]
  const everywhere = state === 'granted' && standingOf(entries, '').state === 'granted'
  return {
    channel,
    purpose,
    state,
    since: by?.at ?? null,
    source: by?.source ?? null,
    evidence: by?.evidence ?? null,
    reason: by === null ? 'nothing_said' : by.customerId === customerId ? 'said' : 'said_by_merged',
    addresses:
      state !== 'granted' || everywhere
        ? []
        : named.filter((address) => standingOf(entries, address).state === 'granted'),
  }
}

interface Person extends Omit<PersonUse, 'entries'> {
  members: string[]
}

async function readPerson(db: Db, members: string[], suppressionKey: string): Promise<Person> {
  const identifiers = await identifiersOf(db, members)
  return {
    members,
    identifiers,
    suppressed: await isSuppressed(db, suppressionKey, identifiers),
    region: await regionOfMembers(db, members, identifiers),
    grounds: await groundsOf(db, members),
    preferences: await preferencesOfMembers(db, members),
  }
}

async function regionOfMembers(
  db: Db,
  members: string[],
  identifiers: readonly Identifier[],
): Promise<RegionCode> {
  const homes = []
  for (const member of members) homes.push((await findCustomer(db, member))?.address ?? null)
  return regionAmong(homes, identifiers)
}

/** Whose rules hold for this person. */
export async function regionOfCustomer(db: Db, customerId: string): Promise<RegionCode> {
  const members = await membersOf(db, customerId)
  return regionOfMembers(db, members, await identifiersOf(db, members))
}

async function groundsOf(db: Db, members: string[]): Promise<Partial<Record<Ground, Date>>> {
  const rows = await tables(db)
    .selectFrom('consent_grounds')
    .select(['ground', (eb) => eb.fn.max('latest_at').as('latest_at')])
    .where('customer_id', 'in', members)
    .groupBy('ground')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.ground, row.latest_at]))
}
