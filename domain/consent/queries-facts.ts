import { type RawBuilder, sql } from 'kysely'
import type { ConsentChannel, ConsentEntry, ConsentPurpose } from './consent.ts'
import { preferencesOf, type StoredPreferences } from './preferences.ts'
import type { Ground } from './region-rules.ts'
import type { PersonUse } from './use-of-person.ts'

/** What one member has said, as a fragment brings it; a time is text. */
type LedgerFact = [
  originId: string | null,
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: ConsentEntry['state'],
  address: string | null,
  at: string,
]
type PreferencesFact = [frequency: unknown, pausedUntil: string | null, updatedAt: string]

/** Rows of a fragment: which fact, of which member, and what. */
export interface ConsentFact {
  part: string
  customer_id: string
  fact: unknown
}

/**
 * What may be done with these customers' data, as one fragment (part, customer_id, fact) of a set-based read:
 * the ledger of these channels and purposes, grounds, preferences, and which of these hashes are suppressed
 * (their row has no customer). `ids` is an expression of the type text[]. `personUse` reads it.
 */
export function consentFacts(
  ids: RawBuilder<unknown>,
  asked: {
    channels: readonly ConsentChannel[]
    purposes: readonly ConsentPurpose[]
    hashes: readonly string[]
  },
): RawBuilder<ConsentFact> {
  return sql`
    select 'ledger' as part, customer_id,
      json_build_array(origin_id, channel, purpose, state, address, occurred_at) as fact
    from consent_entries where customer_id = any(${ids})
      and channel = any(${asked.channels}::text[]) and purpose = any(${asked.purposes}::text[])
    union all
    select 'ground', customer_id, json_build_array(ground, latest_at)
    from consent_grounds where customer_id = any(${ids})
    union all
    select 'preferences', customer_id, json_build_array(frequency, paused_until, updated_at)
    from contact_preferences where customer_id = any(${ids})
    union all
    select 'suppressed', '', to_json(address_hash)
    from suppressions where address_hash = any(${asked.hashes}::text[])`
}

/** The same of one person as the pure rules take it; what no rule reads (source, evidence) is left out. */
export function personUse(
  rows: readonly ConsentFact[],
  known: Pick<PersonUse, 'identifiers' | 'region' | 'suppressed'>,
): PersonUse {
  const entries: ConsentEntry[] = []
  const grounds: PersonUse['grounds'] = {}
  const preferences: StoredPreferences[] = []
  for (const row of rows) {
    if (row.part === 'ledger') entries.push(entryOf(row))
    if (row.part === 'ground') takeGround(grounds, row.fact as [Ground, string])
    if (row.part === 'preferences') preferences.push(preferenceOf(row.fact as PreferencesFact))
  }
  return { ...known, entries, grounds, preferences: preferencesOf(preferences) }
}

function entryOf({ customer_id, fact }: ConsentFact): ConsentEntry {
  const [originId, channel, purpose, state, address, at] = fact as LedgerFact
  const unread = { source: '', evidence: '', region: null }
  return { customerId: customer_id, originId, channel, purpose, state, address, at: new Date(at), ...unread }
}

function takeGround(grounds: PersonUse['grounds'], [ground, text]: [Ground, string]): void {
  const at = new Date(text)
  const known = grounds[ground]
  if (!known || at > known) grounds[ground] = at
}

function preferenceOf([frequency, pausedUntil, updatedAt]: PreferencesFact): StoredPreferences {
  return {
    frequency,
    categories: [],
    language: null,
    pausedUntil: pausedUntil === null ? null : new Date(pausedUntil),
    updatedAt: new Date(updatedAt),
  }
}
