import { withoutCards, withoutCardsIn } from '#domain/identity/index.ts'
import { type ContractReason, contractFor, type PartnerContract } from './contracts.ts'
import type { SensitiveCategory } from './sensitive/category.ts'
import { sensitiveStatement, sensitiveTrait } from './sensitive/sensitive.ts'
import {
  defaultPurposes,
  type Party,
  type TraitPurpose,
  type TraitRow,
  traitName,
  traitPurposes,
  traitValue,
} from './traits.ts'

/** A value somebody wants kept. */
export interface TraitInput {
  customerId: string
  name: string
  value: unknown
  /** `chat`, `quiz`, a source of events; for a partner's trait the partner. */
  source: string
  party: Party
  /** What it may serve; without it the party's own purposes, or those of the contract. */
  purposes?: TraitPurpose[] | undefined
  evidence: string
  at: Date
}

export type TraitRefusal =
  | { reason: 'bad_name' }
  | { reason: 'bad_value' }
  | { reason: 'sensitive'; category: SensitiveCategory }
  | { reason: ContractReason }
  | { reason: 'no_consent' }
export type TraitVerdict = { ok: true; row: TraitRow } | { ok: false; refusal: TraitRefusal }

/** What decides over a partner's trait: the contracts on record, and whom of the customers has agreed. */
export interface PartnerTerms {
  contracts: readonly PartnerContract[]
  consented: ReadonlySet<string>
  now: Date
}

export const noPartners: PartnerTerms = { contracts: [], consented: new Set(), now: new Date(0) }

const MAX_EVIDENCE = 200

/** Whether this may be kept, and as what. The one place where it is decided, whoever asks. */
export function judgeTrait(input: TraitInput, terms: PartnerTerms): TraitVerdict {
  const name = traitName(input.name)
  if (name === null) return refuse({ reason: 'bad_name' })
  const value = traitValue(withoutCardsIn(input.value))
  if (value === null) return refuse({ reason: 'bad_value' })
  const category = sensitiveTrait(name, value)
  if (category) return refuse({ reason: 'sensitive', category })
  const row: TraitRow = {
    customerId: input.customerId,
    name,
    party: input.party,
    source: input.source,
    value,
    purposes: [],
    evidence: quotable(withoutCards(input.evidence)),
    contractId: null,
    firstAt: input.at,
    lastAt: input.at,
  }
  if (input.party !== 'second')
    return { ok: true, row: { ...row, purposes: sorted(input.purposes ?? defaultPurposes[input.party]) } }
  return underContract(row, input.purposes, terms)
}

function underContract(
  row: TraitRow,
  purposes: TraitPurpose[] | undefined,
  { contracts, consented, now }: PartnerTerms,
): TraitVerdict {
  const verdict = contractFor(contracts, { partner: row.source, trait: row.name, purposes }, now)
  if (!verdict.allowed) return refuse({ reason: verdict.reason })
  if (!consented.has(row.customerId)) return refuse({ reason: 'no_consent' })
  const { contract } = verdict
  return {
    ok: true,
    row: { ...row, purposes: sorted(purposes ?? contract.purposes), contractId: contract.contractId },
  }
}

/** The words it is from; words that tell more than may be kept are left out. */
function quotable(evidence: string): string {
  const words = traitValue(evidence.slice(0, MAX_EVIDENCE))
  return typeof words === 'string' && sensitiveStatement(evidence) === null ? words : ''
}

function sorted(purposes: readonly TraitPurpose[]): TraitPurpose[] {
  return traitPurposes.filter((purpose) => purposes.includes(purpose))
}

function refuse(refusal: TraitRefusal): TraitVerdict {
  return { ok: false, refusal }
}
