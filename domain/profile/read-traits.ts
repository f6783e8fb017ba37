import { isRunning, type PartnerContract } from './contracts.ts'
import {
  type Party,
  parties,
  sameValue,
  type TraitPurpose,
  type TraitRow,
  type TraitValue,
} from './traits.ts'
import { whyTrait } from './why.ts'

/** What is known now under one name, and why we think so. */
export interface Trait {
  name: string
  value: TraitValue
  party: Party
  source: string
  purposes: TraitPurpose[]
  evidence: string
  firstAt: Date
  lastAt: Date
  why: string
  /** Other values that were heard, the newest first. */
  history: { value: TraitValue; party: Party; source: string; at: Date }[]
}

/** Why a value that is kept is not given out to this reader. */
export type WithheldReason = 'other_purpose' | 'contract_over' | 'no_consent' | 'withdrawn'
export interface WithheldTrait {
  name: string
  party: Party
  reason: WithheldReason
}

/** What decides beside the values: the reader's purpose, contracts, the customer's own wishes. */
export interface TraitReading {
  purpose: TraitPurpose
  now: Date
  withdrawals: ReadonlyMap<string, Date>
  contracts: readonly PartnerContract[]
  /** Whether the customer agreed to personalisation, which partner data needs at every read. */
  partnerConsent: boolean
}

/**
 * The traits a reader may have: of every name the value said by the customer before one observed before a
 * partner's, then the latest. Names of which nothing may be given are told with the reason.
 */
export function currentTraits(
  rows: readonly TraitRow[],
  reading: TraitReading,
): { traits: Trait[]; withheld: WithheldTrait[] } {
  const traits: Trait[] = []
  const withheld: WithheldTrait[] = []
  for (const [name, about] of byName(rows)) {
    const ranked = [...about].sort(better)
    const open = ranked.filter((row) => reasonAgainst(row, reading) === null)
    const [best] = open
    const [first] = ranked
    const reason = first && reasonAgainst(first, reading)
    if (best) traits.push(toTrait(best, open))
    else if (first && reason) withheld.push({ name, party: first.party, reason })
  }
  return { traits, withheld }
}

function byName(rows: readonly TraitRow[]): [string, TraitRow[]][] {
  const found = new Map<string, TraitRow[]>()
  for (const row of rows) found.set(row.name, [...(found.get(row.name) ?? []), row])
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}

function better(a: TraitRow, b: TraitRow): number {
  return (
    parties.indexOf(a.party) - parties.indexOf(b.party) ||
    b.lastAt.getTime() - a.lastAt.getTime() ||
    (JSON.stringify([a.value, a.source]) < JSON.stringify([b.value, b.source]) ? -1 : 1)
  )
}

/** What a customer asked us to forget stays forgotten until they say it anew themselves. */
function reasonAgainst(row: TraitRow, reading: TraitReading): WithheldReason | null {
  const withdrawn = reading.withdrawals.get(row.name)
  if (withdrawn && (row.party !== 'zero' || row.lastAt <= withdrawn)) return 'withdrawn'
  if (row.party === 'second') {
    const contract = reading.contracts.find((entry) => entry.contractId === row.contractId)
    if (!contract || !isRunning(contract, reading.now)) return 'contract_over'
    if (!contract.purposes.includes(reading.purpose)) return 'other_purpose'
    if (!reading.partnerConsent) return 'no_consent'
  }
  return row.purposes.includes(reading.purpose) ? null : 'other_purpose'
}

function toTrait(best: TraitRow, open: readonly TraitRow[]): Trait {
  const { name, value, party, source, purposes, evidence, firstAt, lastAt } = best
  const others = open.filter((row) => !sameValue(row.value, value))
  return {
    name,
    value,
    party,
    source,
    purposes,
    evidence,
    firstAt,
    lastAt,
    why: whyTrait(best),
    history: others
      .map((row) => ({ value: row.value, party: row.party, source: row.source, at: row.lastAt }))
      .sort((a, b) => b.at.getTime() - a.at.getTime()),
  }
}
