export { answerOf } from './answer.ts'
export { type DecidedSlot, type Decision, decide } from './decide.ts'
export { deviceOf, platformOf } from './device.ts'
export type { ExposureWriter } from './exposures.ts'
export { type LiveSlots, liveSlots } from './live-slots.ts'
export { nearestStore } from './nearest-store.ts'
export { openSlots, type Slots, type SlotsDeps } from './open-slots.ts'
export { type Preview, previewFor } from './preview.ts'
export { type ProofFacts, proofLines } from './proof.ts'
export {
  type By,
  findSlot,
  listSlots,
  orderVariants,
  removeSlot,
  removeVariant,
  saveSlot,
  saveVariant,
} from './queries.ts'
export { readSlotRules, type SlotChange, slotChanges, writeSlotRules } from './queries-changes.ts'
export { slotCounts } from './queries-exposures.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { readProductCounts } from './queries-proof.ts'
export { exposureTerm } from './queries-retention.ts'
export { shownProducts } from './queries-shown.ts'
export { type Page, readVisit, type Surroundings } from './read-visit.ts'
export { dayOfYear, seasonOf } from './season.ts'
export { segmentKeyOf, signalsOfKey } from './segment-key.ts'
export { checkedSlot, checkedVariant, defaultRules, segmentPurposesOfSlots } from './slots.ts'
export { personalTables, slotColumns } from './tables.ts'
export type { NextShown, Shop, Visit } from './visit.ts'
export type { Visitor, VisitorAsk } from './visitor.ts'
export { createVisitorMemory, type VisitorMemory } from './visitor-memory.ts'
export { noWeather, type WeatherOf } from './weather.ts'
