export { type AddressAsked, addressFor } from './address.ts'
export { decide, gatesOfKind, judge, type OutboundGateName } from './decide.ts'
export { type FactsDeps, type People, readPeople, withExposures, withTouch } from './facts.ts'
export { gateWords } from './gate-words.ts'
export { type ChannelNow, type GateNow, maySend } from './may-send.ts'
export type {
  ComposeProblem,
  Decision,
  ExposuresDue,
  GateRules,
  OutboundDecision,
  OutboundFacts,
  OutboundMessage,
} from './outbound.ts'
export type { OwnAddress, PersonFacts, Touch } from './person-facts.ts'
export {
  type GateAnswer,
  type GateDetail,
  type GateName,
  type GateReason,
  gateNames,
  reasonWords,
} from './reasons.ts'
export type { ConversationFacts, ConversationWords } from './words.ts'
