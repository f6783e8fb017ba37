export { type Answer, type Carrier, type CarrierDeps, type Contact, createCarrier } from './carrier.ts'
export {
  findWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  type SavingWebhook,
  saveWebhook,
  switchWebhook,
} from './queries.ts'
export { deliveriesOf, replayDelivery, testWebhook } from './queries-deliveries.ts'
export { markGone, noteFailing, noteTaken, openWebhooks } from './queries-due.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { deliveryTerm } from './queries-retention.ts'
export { personalTables, webhookColumns } from './tables.ts'
export {
  type Delivery,
  nextTry,
  secretKeys,
  type Webhook,
  type WebhookState,
  webhookStates,
} from './webhooks.ts'
