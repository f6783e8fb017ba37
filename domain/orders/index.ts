export { hashOrder, type OrderInput, orderInput } from './order-input.ts'
export {
  type CancelRefusal,
  type CancelVerdict,
  canCancel,
  type Fulfilment,
  normaliseOrderNumber,
  type Order,
  type OrderChange,
  type OrderLine,
  type OrderStatus,
  orderStatuses,
  type Payment,
  type ShippingAddress,
  toOrderCard,
} from './orders.ts'
export {
  cancelOrder,
  findOrder,
  findOrderByNumber,
  findOrders,
  orderChanges,
  ordersOf,
  removeSource,
} from './queries.ts'
export { applyEvents } from './queries-events.ts'
export { upsertOrders } from './queries-import.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { forgetOldFailures, proveOrder } from './queries-proof.ts'
export { orderLineRelation, orderRelation } from './queries-relations.ts'
export { orderTerm } from './queries-retention.ts'
export { orderColumns, personalTables } from './tables.ts'
