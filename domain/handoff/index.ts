export { type Applied, applyHandoff } from './apply.ts'
export {
  type Handoff,
  type HandoffEvent,
  type HandoffOutcome,
  type HandoffRefusal,
  type Transition,
  transition,
} from './handoff.ts'
export { handoffsOf, longestUnnoticed, openHandoff } from './queries.ts'
export { erasePerson, exportPerson } from './queries-person.ts'
export { handoffTerm } from './queries-retention.ts'
export { summarise } from './summary.ts'
export { type Swept, sweepHandoffs } from './sweep.ts'
export { handoffColumns, personalTables } from './tables.ts'
export { handoffTexts } from './texts.ts'
