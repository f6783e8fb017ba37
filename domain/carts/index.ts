export {
  type Cart,
  type CartChange,
  type CartItem,
  MAX_LINES,
  MAX_QUANTITY,
  type SellableVariant,
  viewCart,
} from './carts.ts'
export { type CheckoutLine, checkoutUrl } from './checkout-url.ts'
export { changeCart, checkOutCart, clearCart, readCart, readCarts } from './queries.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { openCartRelation } from './queries-relations.ts'
export { cartTerm } from './queries-retention.ts'
export { cartColumns, personalTables } from './tables.ts'
