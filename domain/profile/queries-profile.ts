import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { membersOf } from '#domain/identity/index.ts'
import { readNote, writeNote } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import { type Loyalty, type LoyaltyProgram, loyaltyOf } from './loyalty.ts'
import { type Facts, factsOf } from './profile.ts'
import { traitsOfMembers } from './queries.ts'
import { boughtBy } from './queries-bought.ts'
import { loyaltyEntriesFor, subscriptionChangesFor } from './queries-ledger.ts'
import type { Trait, WithheldTrait } from './read-traits.ts'
import { type Subscription, subscriptionsOf } from './subscriptions.ts'
import type { TraitPurpose } from './traits.ts'

export interface Profile {
  /** The root first. */
  customerIds: string[]
  traits: Trait[]
  withheld: WithheldTrait[]
  facts: Facts
  loyalty: Loyalty | null
  subscriptions: Subscription[]
}

/** Everything that is known of a person for this purpose, over all members. */
export async function profileOf(
  db: Db,
  customerId: string,
  { purpose, now }: { purpose: TraitPurpose; now: Date },
): Promise<Profile> {
  const customerIds = await membersOf(db, customerId)
  return {
    customerIds,
    ...(await traitsOfMembers(db, customerIds, purpose, now)),
    facts: factsOf(await boughtBy(db, customerIds), now),
    ...(await loyaltyAndSubscriptionsOf(db, customerIds, now)),
  }
}

/** What the ledgers of these members say now. */
export async function loyaltyAndSubscriptionsOf(
  db: Db,
  customerIds: readonly string[],
  now: Date,
): Promise<Pick<Profile, 'loyalty' | 'subscriptions'>> {
  return {
    loyalty: loyaltyOf(await loyaltyEntriesFor(db, customerIds), await loyaltyProgram(db), now),
    subscriptions: subscriptionsOf(await subscriptionChangesFor(db, customerIds), now),
  }
}

const PROGRAM = 'loyalty_program'

const program = z.object({
  name: z.string().trim().min(1).max(100),
  tiers: z
    .array(z.object({ name: z.string().trim().min(1).max(60), threshold: z.number().int().min(0).max(1e9) }))
    .max(20)
    .refine(
      (tiers) => new Set(tiers.map((tier) => tier.name)).size === tiers.length,
      'two tiers share a name',
    )
    .refine(
      (tiers) => new Set(tiers.map((tier) => tier.threshold)).size === tiers.length,
      'two tiers begin at once',
    ),
  windowDays: z.number().int().min(1).max(3660).nullable(),
})

/** The shop's loyalty programme; null: it has none on record, and tiers are only what its systems say. */
export async function loyaltyProgram(db: Db): Promise<LoyaltyProgram | null> {
  const stored = program.safeParse(await readNote(db, PROGRAM))
  return stored.success ? stored.data : null
}

/** Puts the programme on record, or (null) takes it off. Throws `bad-request` for one that makes no sense. */
export async function saveLoyaltyProgram(db: Db, given: unknown, now: Date): Promise<void> {
  if (given === null) return writeNote(db, PROGRAM, undefined, now)
  const parsed = program.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Problem('bad-request', `${issue?.path.join('.') || 'the programme'}: ${issue?.message}`)
  }
  await writeNote(db, PROGRAM, parsed.data, now)
}
