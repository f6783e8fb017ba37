export { decide, gatesOfKind } from './decide.ts'
export type {
  Decision,
  GateName,
  GateReason,
  MessageKind,
  OutboundChannel,
  OutboundFacts,
  OutboundMessage,
} from './outbound.ts'
