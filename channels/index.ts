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
