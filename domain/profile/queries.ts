import { membersOf } from '#domain/identity/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { listContracts } from './queries-contracts.ts'
import { partnerTerms } from './queries-terms.ts'
import { traitRowsOf, withdrawalsOf, withdrawTraits, writeTraits } from './queries-traits.ts'
import { currentTraits, type Trait, type WithheldTrait } from './read-traits.ts'
import { judgeTrait, noPartners, type TraitInput, type TraitVerdict } from './set-trait.ts'
import { type TraitPurpose, type TraitRow, traitName } from './traits.ts'

/**
 * Keeps what is known of a customer, or answers why it may not be kept. A value of the same name that was
 * heard before stays in its history.
 */
export function setTrait(db: Db, input: TraitInput, now: Date): Promise<TraitVerdict> {
  return inTransaction(db, async (tx) => {
    const terms = input.party === 'second' ? await partnerTerms(tx, [input.customerId], now) : noPartners
    const verdict = judgeTrait(input, terms)
    if (verdict.ok) await writeTraits(tx, [verdict.row])
    return verdict
  })
}

/**
 * What a reader with this purpose may know of a customer, over all members: and which names are withheld,
 * with the reason.
 */
export async function readTraits(
  db: Db,
  customerId: string,
  purpose: TraitPurpose,
  now: Date,
): Promise<{ traits: Trait[]; withheld: WithheldTrait[] }> {
  const members = await membersOf(db, customerId)
  return traitsOfMembers(db, members, purpose, now)
}

/** The same for members that are known already, and of their values only those that may be looked at. */
export async function traitsOfMembers(
  db: Db,
  members: readonly string[],
  purpose: TraitPurpose,
  now: Date,
  only: (row: TraitRow) => boolean = () => true,
): Promise<{ traits: Trait[]; withheld: WithheldTrait[] }> {
  const rows = (await traitRowsOf(db, members)).filter(only)
  if (rows.length === 0) return { traits: [], withheld: [] }
  const partners = rows.some((row) => row.party === 'second')
  return currentTraits(rows, {
    purpose,
    now,
    withdrawals: await withdrawalsOf(db, members),
    contracts: partners ? await listContracts(db) : [],
    partnerConsent: partners && (await partnerTerms(db, members, now)).consented.size > 0,
  })
}

/**
 * Forgets traits at the customer's wish: nothing said before is read again. `among` are the members it may
 * touch, where not all. Answers how many values went.
 */
export function forgetTraits(
  db: Db,
  customerId: string,
  names: readonly string[],
  now: Date,
  among?: readonly string[],
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const known = names.map(traitName).filter((name) => name !== null)
    if (known.length === 0) return 0
    return withdrawTraits(tx, among ?? (await membersOf(tx, customerId)), known, now)
  })
}
