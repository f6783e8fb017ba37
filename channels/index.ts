export type {
  ChannelAdapter,
  ChannelContent,
  InboundChannelMessage,
  OutgoingMessage,
  ProviderTemplate,
  RejectReason,
  SendResult,
  StatusUpdate,
  TemplateStatusUpdate,
} from './adapter.ts'
export { contrastOf } from './compose/colours.ts'
export { type Compose, createCompose } from './compose/compose.ts'
export type { ComposeContext, Composed } from './compose/composed.ts'
export type { PhoneProvider } from './compose/phone-rules.ts'
export { type SmsSegments, smsSegments } from './compose/sms-characters.ts'
export type { ServiceAccount } from './fcm/access-token.ts'
export { createPushAdapter, type PushOptions } from './push/push-adapter.ts'
export { type Reference, readReference, writeReference } from './reference.ts'
export {
  createSandboxAdapter,
  SANDBOX,
  type SandboxAdapter,
  type SandboxAnswer,
  type SandboxDeps,
} from './sandbox.ts'
export { createSmtpAdapter, type SmtpOptions } from './smtp/smtp-adapter.ts'
export { createTwilioAdapter, type TwilioOptions } from './twilio/adapter.ts'
export { readTwilioMessage, type TwilioForm } from './twilio/message.ts'
export { checkTwilioSignature, type SignatureCheck, type TwilioCall } from './twilio/signature.ts'
export { readTwilioStatus } from './twilio/status.ts'
export { isPushService } from './web-push/push-services.ts'
export { newVapidKeys, type VapidKeys } from './web-push/vapid-keys.ts'
export { type DestinationRules, destinationOf, type ResolveHost, resolveHost } from './webhook/destination.ts'
export { createWebhookSender, type SendWebhook, type WebhookAnswer } from './webhook/send-webhook.ts'
export { webhookSecret } from './webhook/signature.ts'
export { createWhatsappCloudAdapter, type WhatsappCloudOptions } from './whatsapp-cloud/adapter.ts'
export { checkMetaSignature, type MetaCall } from './whatsapp-cloud/signature.ts'
export { type MetaWebhook, readMetaWebhook } from './whatsapp-cloud/webhook.ts'
export { createWhatsappWebAdapter, type WhatsappWebOptions } from './whatsapp-web/adapter.ts'
export { type OpenWhatsappWebOptions, openWhatsappWeb } from './whatsapp-web/open.ts'
