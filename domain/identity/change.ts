import type { IdentifierKind } from './identity.ts'
import type { IdentityRules } from './rules.ts'

/** What has become of people: their roots before and after. */
export interface IdentityChange {
  kind: 'merged' | 'split' | 'quarantined'
  rootIds: string[]
}

/** What joining and parting needs to know. */
export interface JoinContext {
  rules: IdentityRules
  now: Date
  /** Customers that this transaction has made: nobody else can know them, so nobody has to be kept out. */
  made: ReadonlyMap<string, MadeMember>
}

export interface MadeMember {
  kind: IdentifierKind
  createdAt: Date
}
