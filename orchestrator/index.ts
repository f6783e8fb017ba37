export { type AddressAsked, addressFor } from './address.ts'
export { feastDay } from './calendar/feast-days.ts'
export { isFor, type Occasion, occasionOn } from './calendar/occasions.ts'
export {
  addReadyMadeCalendar,
  listCalendar,
  removeCalendarEntry,
  saveCalendarEntry,
} from './calendar/queries.ts'
export { readyMadeCalendar } from './calendar/ready-made.ts'
export { calendarColumns } from './calendar/tables.ts'
export {
  answerRate,
  type ChannelAsked,
  type OrderedChannel,
  orderChannels,
} from './channel-order/index.ts'
export {
  type ComposeAsked,
  type Composer,
  type ComposerDeps,
  type ContentPreview,
  createComposer,
  deadPages,
  MOST_PREVIEWED,
  type PreviewAsked,
  type PreviewDeps,
  previewContent,
} from './composing/index.ts'
export type { BlockReason, ContactPoint, ContactRef } from './contact-points/contact-points.ts'
export {
  blockContact,
  contactPointsOf,
  lastInboundOf,
  noteInbound,
  restContact,
  setLastInbound,
  unblockContact,
} from './contact-points/queries.ts'
export { registerPush, removePush } from './contact-points/queries-push.ts'
export { decide, gatesOfKind, judge, type OutboundGateName } from './decide.ts'
export { type FactsDeps, type People, readPeople, withExposures, withTouch } from './facts.ts'
export { gateWords } from './gate-words.ts'
export { createHabits, type Habits } from './habits.ts'
export { addPlaybooks } from './journeys/add-playbooks.ts'
export {
  type AudienceCount,
  type Candidate as JourneyCandidate,
  createJourneys,
  type Inside,
  type Journey,
  type JourneyEntry,
  type JourneyReport,
  type Journeys,
  type JourneysDeps,
  journeyColumns,
  journeyTerm,
  type Newcomer,
  type RoundResult,
  ringThrough,
  type StepFigures,
  type Stir,
  type SwitchOn,
  type TriggerAsked,
  type TriggerSource,
  type TriggerTable,
} from './journeys/index.ts'
export { playbooks } from './journeys/playbooks.ts'
export { definitionsOf as journeyDefinitions, listJourneys } from './journeys/queries.ts'
export { removeJourneys } from './journeys/queries-removal.ts'
export { triggerTable } from './journeys/triggers/index.ts'
export { type ChannelNow, type GateNow, maySend } from './may-send.ts'
export { COST_SCALE, costInMinorUnits, costOf } from './message-cost.ts'
export {
  type Action,
  type LostAction,
  type NextBestAction,
  type NextBestActionDeps,
  nextBestActions,
  type ScoredAction,
  type Surface,
  surfaces,
} from './next-best-action/index.ts'
export type {
  CarriedOffer,
  ComposeProblem,
  Decision,
  ExposuresDue,
  GateRules,
  OutboundDecision,
  OutboundFacts,
  OutboundMessage,
} from './outbound.ts'
export { type CancelReason, cancelReasons } from './outbox/cancel-reasons.ts'
export { createOutbox } from './outbox/create-outbox.ts'
export type {
  DrawAsked,
  DrawDesigns,
  Drawn,
  OfferAsked,
  OfferJudged,
} from './outbox/drafting.ts'
export {
  type Draw,
  type HouseReason,
  houseReasons,
  type Outbox,
  type OutboxDeps,
  type OutboxLog,
  type OutboxRow,
  type ProviderReason,
  providerReasons,
  type RowChange,
  type RowReason,
  type SendOutcome,
  type SendRequest,
  type Shop,
} from './outbox/outbox.ts'
export { findRow } from './outbox/queries.ts'
export { type ArrivedMessage, arrivedOfJourneys } from './outbox/queries-arrived.ts'
export { costsRelation } from './outbox/queries-costs.ts'
export {
  deliveryOf,
  linkSaid,
  listOutbox,
  type OutboxFilter,
  outboxCounts,
  rowOfKey,
} from './outbox/queries-read.ts'
export { type OutboxCount, outboxTally } from './outbox/queries-tally.ts'
export { templateUses } from './outbox/queries-uses.ts'
export { successorOf } from './outbox/reroute.ts'
export { cancelHeld, replayDead, settleUnknown } from './outbox/staff.ts'
export { refuseWaitingReplies } from './outbox/waiting-replies.ts'
export type { OwnAddress, PersonFacts, Touch } from './person-facts.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { outboxTerm } from './queries-retention.ts'
export { quietUntil, zonesFor } from './quiet-hours/index.ts'
export {
  type GateAnswer,
  type GateDetail,
  type GateName,
  type GateReason,
  gateNames,
  reasonWords,
} from './reasons.ts'
export {
  type BestTime,
  type BestTimeAsked,
  bestTime,
  everybodysHours,
  type HourShares,
  hourShares,
} from './send-time/index.ts'
export { orchestratorColumns, personalTables } from './tables.ts'
export type { ConversationFacts, ConversationWords } from './words.ts'
