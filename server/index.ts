export { demoLife } from './demo-life.ts'
export { type ErasureJournal, openErasureJournal, openErasures } from './erasure-journal.ts'
export type { FirstStart, House } from './house.ts'
export { type HouseOptions, openHouse } from './open-house.ts'
export type { Operation } from './operation.ts'
export { listOperations } from './operations.ts'
export { type OutboxLine, reportOutbox } from './outbox-report.ts'
export { mayDo, policy } from './policy.ts'
export type { Limits } from './rate-limits.ts'
export { type RunningServer, type ServerOptions, startServer } from './start.ts'
export type { StepTime } from './stopwatch.ts'
export {
  createVirtualClock,
  inAHurry,
  type Pace,
  type RunOptions,
  runUntil,
  type VirtualClock,
  type VirtualRun,
} from './virtual-clock.ts'
