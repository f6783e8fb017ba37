import { answerFromDocuments } from './answer-from-documents.ts'
import { cancelOrder } from './cancel-order.ts'
import { checkConsent } from './check-consent.ts'
import { checkStock } from './check-stock.ts'
import { compareProducts } from './compare-products.ts'
import { completeTheLook } from './complete-the-look.ts'
import { createCart } from './create-cart.ts'
import { findInStore } from './find-in-store.ts'
import { getCart } from './get-cart.ts'
import { getCustomerProfile } from './get-customer-profile.ts'
import { getOrder } from './get-order.ts'
import { getProduct } from './get-product.ts'
import { handToStaff } from './hand-to-staff.ts'
import { issueOffer } from './issue-offer.ts'
import { listOffers } from './list-offers.ts'
import { recommendProducts } from './recommend-products.ts'
import { recordConsent } from './record-consent.ts'
import { rememberPreference } from './remember-preference.ts'
import { searchCatalog } from './search-catalog.ts'
import type { Tool } from './tool.ts'
import { updateCart } from './update-cart.ts'

/** Everything the model may do. */
export const allTools: Tool[] = [
  searchCatalog,
  getProduct,
  compareProducts,
  recommendProducts,
  completeTheLook,
  checkStock,
  findInStore,
  answerFromDocuments,
  getOrder,
  createCart,
  getCart,
  updateCart,
  cancelOrder,
  getCustomerProfile,
  rememberPreference,
  checkConsent,
  recordConsent,
  listOffers,
  issueOffer,
  handToStaff,
]
