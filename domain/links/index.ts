export {
  AGAIN_DAYS,
  type AgainAnswer,
  type AgainClaims,
  type AgainRead,
  readAgain,
  reorderLink,
} from './again-token.ts'
export { linkFor, type Opened, platformOf } from './deep-link.ts'
export { type Follower, isMachine } from './follower.ts'
export type { Click, ClickState, LinkAsked, TrackedLink } from './links.ts'
export { homePage, type OwnPages, ownPage } from './own-pages.ts'
export { findLink, mintLinks, noteHit } from './queries.ts'
export {
  clicksRelation,
  countClicks,
  type LinkCounts,
  linkCounts,
  nextSettling,
  settleClicks,
} from './queries-clicks.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { linkTerm } from './queries-retention.ts'
export { linkColumns, personalTables } from './tables.ts'
