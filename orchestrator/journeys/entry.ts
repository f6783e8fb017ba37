import type { ExclusionReason, ExitReason, JourneyDefinition, JourneyStep } from '#contract/journeys.ts'
import type { EntryFeed } from './tables.ts'

/** Somebody's way through a journey, once. */
export interface JourneyEntry {
  /** The member whom the trigger named; the row stays with them through every merge. */
  customerId: string
  entryId: string
  journey: string
  version: number
  /** Place of the trigger in the definition. */
  trigger: number
  object: string | null
  occurrence: string
  state: 'waiting' | 'ended' | 'left_out'
  /** The next one; as many as there are: all were asked for. */
  step: number
  wakeAt: Date | null
  enteredAt: Date
  endedAt: Date | null
  reason: ExitReason | ExclusionReason | null
  feed: EntryFeed
}

/** One step of one person's way: what to ask for, under which key. */
export interface StepPlan {
  entry: JourneyEntry
  definition: JourneyDefinition
  step: JourneyStep
  /** Of the content template. */
  content: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The key under which a step is asked for: the same step of the same way is asked for once. */
export const keyOfStep = (entryId: string, step: number): string => `journey:${entryId}:${step}`

/** The entry that a key of the outbox is about, also where it went on by another channel; null: none. */
export function entryOfKey(key: string): string | null {
  return /^journey:([^:]+):\d+(?:>|$)/.exec(key)?.[1] ?? null
}

/** The keys of all that was asked for so far. */
export const keysSoFar = ({ entryId, step }: Pick<JourneyEntry, 'entryId' | 'step'>): string[] =>
  Array.from({ length: step }, (_, at) => keyOfStep(entryId, at))

/** When the journey is over for somebody, whatever is left of it. */
export const endsAt = ({ enteredAt }: Pick<JourneyEntry, 'enteredAt'>, { stop }: JourneyDefinition): Date =>
  new Date(enteredAt.getTime() + stop.afterDays * DAY_MS)

/** The first wake-up: when the first step is due. */
export function firstWake({ steps, stop }: JourneyDefinition, enteredAt: Date): Date {
  const hours = Math.min(steps[0]?.afterHours ?? 0, stop.afterDays * 24)
  return new Date(enteredAt.getTime() + hours * HOUR_MS)
}

/**
 * When somebody is looked at again after a step that is due at `dueAt`: for the next step, or after the last one
 * when its message has gone or come too late. Never after the journey's own end.
 */
export function nextWake(entry: JourneyEntry, definition: JourneyDefinition, dueAt: Date): Date {
  const { steps } = definition
  const next = steps[entry.step + 1]
  const hours = next ? next.afterHours : (steps[entry.step]?.expiresAfterHours ?? 0)
  const at = dueAt.getTime() + hours * HOUR_MS
  return new Date(Math.min(at, endsAt(entry, definition).getTime()))
}

/** When the message of a step has come too late; never after the journey's own end. */
export function expiryOf({ entry, definition, step }: StepPlan, dueAt: Date): Date {
  const at = dueAt.getTime() + step.expiresAfterHours * HOUR_MS
  return new Date(Math.min(at, endsAt(entry, definition).getTime()))
}

/** What is next to be said to somebody; null: all of it was. */
export function planOf(entry: JourneyEntry, definition: JourneyDefinition): StepPlan | null {
  const step = definition.steps[entry.step]
  if (!step) return null
  const content = step.contentOfTrigger?.[entry.trigger] ?? step.contentTemplate
  return { entry, definition, step, content }
}
