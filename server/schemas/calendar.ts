import { z } from 'zod'
import { timestamp } from './message.ts'

/** The answers of `/api/calendar`, for `/openapi.json`. */
export const calendarPage = z.object({
  month: z.string(),
  country: z.string(),
  entries: z.array(
    z.object({
      entryId: z.string(),
      name: z.string(),
      title: z.record(z.string(), z.string()),
      regions: z.array(z.string()),
      days: z.looseObject({ type: z.enum(['yearly', 'dated', 'feast']) }).describe('as it is written'),
      categories: z.array(z.string()),
      attributes: z.record(z.string(), z.string()),
      live: z.boolean(),
      readyMade: z.boolean(),
      rev: z.int(),
      updatedAt: timestamp,
      updatedBy: z.string().nullable(),
      updatedByName: z.string().nullable(),
      journeys: z.array(z.object({ name: z.string(), title: z.string() })),
    }),
  ),
  occasions: z.array(z.object({ name: z.string(), from: z.iso.date(), until: z.iso.date() })),
  releases: z.array(
    z.object({
      productId: z.string(),
      title: z.string(),
      releaseAt: timestamp.nullable(),
      early: z
        .object({ from: timestamp, segmentIds: z.array(z.string()), tiers: z.array(z.string()) })
        .nullable(),
      saidBy: z.enum(['feed', 'staff']),
    }),
  ),
  segments: z.array(z.object({ segmentId: z.string(), name: z.string() })),
  tiers: z.array(z.string()),
})
