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
export { createSandboxAdapter, SANDBOX, type SandboxAnswer, type SandboxDeps } from './sandbox.ts'
