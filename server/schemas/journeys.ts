import { z } from 'zod'
import { journeyKinds, journeyStatuses } from '#contract/journeys.ts'
import { readoutStatuses } from '#contract/readouts.ts'
import { peopleStates } from '#contract/staff-journeys.ts'
import { timestamp } from './message.ts'

/** The answers of `/api/journeys…` and `/api/readouts…`, for `/openapi.json`. */
const counted = z.array(z.object({ reason: z.string(), words: z.string(), count: z.int() }))

const figures = z.object({
  entered: z.int(),
  inside: z.int(),
  heldOut: z.int(),
  converted: z.int(),
  sent: z.int(),
  sentBy: z.array(z.object({ channel: z.string(), count: z.int() })),
  suppressed: counted,
  leftOut: counted,
  exits: counted,
  funnel: z.array(
    z.object({ step: z.int(), requested: z.int(), sent: z.int(), delivered: z.int(), read: z.int() }),
  ),
})

const row = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  kind: z.enum(journeyKinds),
  status: z.enum(journeyStatuses),
  version: z.int(),
  switchedOnAt: timestamp.nullable(),
  figures,
})

const named = z.object({ name: z.string(), title: z.string(), isReady: z.boolean() })

export const journeysPage = z.object({ days: z.int(), journeys: z.array(row) })

export const journeyPage = row.extend({
  days: z.int(),
  definition: z.looseObject({}).describe('as it is written'),
  audienceWords: z.string().nullable(),
  changedAt: timestamp,
  changedByName: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      createdAt: timestamp,
      createdByName: z.string().nullable(),
      fields: z.array(z.string()),
    }),
  ),
  messages: z.array(named),
  offers: z.array(named),
  currency: z.string(),
})

const called = z.object({ name: z.string(), title: z.string() })
export const journeyChoices = z.object({
  messages: z.array(named.extend({ purpose: z.string(), channels: z.array(z.string()) })),
  offers: z.array(named),
  journeys: z.array(called),
  calendar: z.array(called),
  currency: z.string(),
})

const countOf = z.object({
  members: z.int(),
  of: z.int(),
  low: z.int(),
  high: z.int(),
  isExact: z.boolean(),
})
export const journeyCount = z.object({
  audience: countOf,
  reachable: countOf,
  boughtLately: countOf,
  openCase: countOf,
  optedOut: countOf,
  noConsent: countOf,
  noAddress: countOf,
  heldOut: countOf,
  warning: z.enum(['nobody', 'everybody']).nullable(),
})

export const journeyPeople = z.object({
  people: z.array(
    z.object({
      entryId: z.string(),
      customerId: z.string(),
      name: z.string().nullable(),
      state: z.enum(peopleStates),
      version: z.int(),
      step: z.int(),
      steps: z.int(),
      object: z.string().nullable(),
      enteredAt: timestamp,
      wakeAt: timestamp.nullable(),
      endedAt: timestamp.nullable(),
      reason: z.string().nullable(),
      reasonWords: z.string().nullable(),
    }),
  ),
  cursor: z.string().nullable(),
})

const readout = z
  .looseObject({ journey: z.string(), status: z.enum(readoutStatuses), notes: z.array(z.string()) })
  .describe('both arms, their differences with 95% intervals, and what is to be known of them')

export const readoutPage = z.object({
  title: z.string(),
  holdout: z.number(),
  kind: z.enum(journeyKinds),
  readout,
  snapshots: z.array(
    z.object({ readoutId: z.string(), closedAt: timestamp, closedByName: z.string().nullable() }),
  ),
})

export const snapshotPage = z.object({
  readoutId: z.string(),
  closedAt: timestamp,
  closedByName: z.string().nullable(),
  title: z.string(),
  readout,
})
