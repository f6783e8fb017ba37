import type { TraitPurpose } from './traits.ts'

/** What a partner may tell us about our customers, for what, and until when. */
export interface PartnerContract {
  contractId: string
  partner: string
  /** Where the signed paper is. */
  reference: string
  purposes: TraitPurpose[]
  /** The names of the traits it covers. */
  traits: string[]
  startsAt: Date
  expiresAt: Date
  endedAt: Date | null
}

export type ContractReason = 'no_contract' | 'contract_over' | 'not_in_contract'
export type ContractVerdict =
  | { allowed: true; contract: PartnerContract }
  | { allowed: false; reason: ContractReason }

export function isRunning(contract: PartnerContract, now: Date): boolean {
  const end = contract.endedAt ?? contract.expiresAt
  return contract.startsAt <= now && now < end && now < contract.expiresAt
}

/** Under which contract a partner's trait may be kept now; of several the one that lasts longest. */
export function contractFor(
  contracts: readonly PartnerContract[],
  wanted: { partner: string; trait: string; purposes?: readonly TraitPurpose[] | undefined },
  now: Date,
): ContractVerdict {
  const theirs = contracts.filter((contract) => contract.partner === wanted.partner)
  if (theirs.length === 0) return { allowed: false, reason: 'no_contract' }
  const running = theirs.filter((contract) => isRunning(contract, now))
  if (running.length === 0) return { allowed: false, reason: 'contract_over' }
  const covering = running
    .filter((contract) => contract.traits.includes(wanted.trait))
    .filter((contract) => (wanted.purposes ?? []).every((purpose) => contract.purposes.includes(purpose)))
    .sort((a, b) => b.expiresAt.getTime() - a.expiresAt.getTime() || (a.contractId < b.contractId ? -1 : 1))
  const [contract] = covering
  return contract ? { allowed: true, contract } : { allowed: false, reason: 'not_in_contract' }
}
