export { appliesTo } from './applies-to.ts'
export { applyEvents } from './apply-events.ts'
export { type AskedOffer, type JudgedOffer, judgeOffers, offersFor } from './ask-offers.ts'
export { basketOf, type GivenLine } from './basket.ts'
export { type CheckedCode, checkCodes } from './check-codes.ts'
export { codesIn, SAMPLE_CODE } from './codes.ts'
export { type Expected, type IncentiveVerdict, incentive, type Predictions } from './incentive.ts'
export { type Issued, issueOffers } from './issue-offers.ts'
export { judgeOffer } from './judge-offer.ts'
export { costOfLine, leastLeft, percentOf, priceOfLine, spread } from './margin.ts'
export {
  type BudgetState,
  type GivenBefore,
  noBudgetYet,
  nothingGiven,
  type OfferFacts,
} from './offer-facts.ts'
export { givesInWords, issuedInWords, offerInWords } from './offer-words.ts'
export {
  type Basket,
  type BasketLine,
  boostOf,
  feedOf,
  type IssuedOffer,
  type IssuedState,
  issuedStates,
  type Offer,
  type OfferFeed,
  type Terms,
  termsFor,
} from './offers.ts'
export {
  type AppliedOffer,
  type Priced,
  type PricedLine,
  type PricedOffer,
  priceBasket,
} from './price-basket.ts'
export {
  checkedOffer,
  findOffer,
  findOffers,
  listOffers,
  type OfferChange,
  offerChanges,
  saveOffer,
  setOfferStatus,
} from './queries.ts'
export { offerBudgets, refusalsByOffer, refusalsOf, shopToday } from './queries-budgets.ts'
export { issuedByKeys, issuedOf, issuedOfOffer } from './queries-issued.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { redeemedRelation } from './queries-redeemed.ts'
export { removeOffers } from './queries-remove.ts'
export { issuedOfferTerm } from './queries-retention.ts'
export { expireDue, nextExpiry, releaseIssued } from './queries-settle.ts'
export { type OrderWithCodes, type Redeemed, redeemCode, redeemCodes } from './redeem.ts'
export { offerColumns, personalTables } from './tables.ts'
