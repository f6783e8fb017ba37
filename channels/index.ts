export type {
  ChannelAdapter,
  ChannelContent,
  InboundChannelMessage,
  OutgoingMessage,
  ProviderTemplate,
  RejectReason,
  SendResult,
  StatusUpdate,
} from './adapter.ts'
export { type Compose, createCompose } from './compose/compose.ts'
export type { PhoneProvider } from './compose/phone-rules.ts'
export { type SmsSegments, smsSegments } from './compose/sms-characters.ts'
export { createSandboxAdapter, SANDBOX, type SandboxAnswer, type SandboxDeps } from './sandbox.ts'
export { createSmtpAdapter, type SmtpOptions } from './smtp/smtp-adapter.ts'
