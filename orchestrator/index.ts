export { decide, gatesOfKind, judge, type OutboundGateName } from './decide.ts'
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
