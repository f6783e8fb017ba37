import type { LoyaltyProgram } from '#domain/profile/index.ts'
import type { PersonFacts } from '#domain/recommendation/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import type { KnownPerson } from './signals.ts'

/** Whom a request names, and where it comes from. */
export interface VisitorAsk {
  /** The browser's own id. */
  anonymousId: string | null
  /** Of an identity token that holds. */
  userId: string | null
  /** Where the address seems to be: decides whose rules hold where nothing else says where they live. */
  country: string | null
  region: string | null
}

/** Who asks, as far as they may be known. */
export interface Visitor {
  /** The record that what is shown is written under. */
  customerId: string
  /** All records of the person: a change of any of them makes this old. */
  members: readonly string[]
  /** null: there is no consent to use it. */
  known: KnownPerson | null
  facts: PersonFacts | null
  /** What lets them in before a release: only where the shop's token names them, and they may be known. */
  access: Access | null
  /** The person, where all that is known of them may be shown to this visitor; null: it may not. */
  person: string | null
}

export interface VisitorDeps {
  /** The key of the suppression list. */
  suppressionKey: string
  factsOf: (customerIds: string[], now: Date) => Promise<PersonFacts>
  /** Whether any live slot, or a release, looks at loyalty tiers: else they are not read. */
  wantsTier: () => boolean
  /** The shop's loyalty programme; null: it has none on record. */
  program: () => LoyaltyProgram | null
}
