export {
  type Address,
  address,
  type Customer,
  type CustomerInput,
  customerInput,
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  normaliseIdentifier,
} from './identity.ts'
export {
  type IdentityClaims,
  signIdentityToken,
  type TokenRefusal,
  verifyIdentityToken,
} from './identity-token.ts'
export type { ImportCounts, Resolved } from './import-plan.ts'
export {
  createCustomer,
  findByIdentifier,
  findCustomer,
  identifiersOf,
  removeSource,
} from './queries.ts'
export { resolveCustomers, upsertCustomers } from './queries-import.ts'
export { linkCustomer, membersOf, rootOf } from './queries-links.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export {
  openVisitorSession,
  readVisitorSession,
  signInSession,
  visitorSessionOf,
} from './queries-sessions.ts'
export { identityColumns, personalTables } from './tables.ts'
export { sessionTrust, type VisitorSession } from './visitor-session.ts'
