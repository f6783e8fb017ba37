import { z } from 'zod'
import {
  type PictureRow,
  type PicturesPage,
  type UgcPage,
  type UgcRow,
  ugcViewReasons,
  ugcViewStates,
  ugcViewWarnings,
} from '#contract/staff-ugc.ts'
import { timestamp } from './message.ts'

/** The answers of `/api/photos…` and `/api/pictures…`, for `/openapi.json`. */
export const ugcRow: z.ZodType<UgcRow> = z.object({
  ugcId: z.string(),
  customerId: z.string(),
  kind: z.enum(['photo', 'review']),
  productId: z.string(),
  productTitle: z.string().nullable(),
  displayName: z.string(),
  stars: z.number().nullable(),
  text: z.string(),
  language: z.string().nullable(),
  rightsVersion: z.string(),
  rightsAcceptedAt: timestamp,
  verifiedBuyer: z.boolean(),
  warnings: z.array(z.enum(ugcViewWarnings)),
  state: z.enum(ugcViewStates),
  reason: z.enum(ugcViewReasons).nullable(),
  note: z.string().nullable(),
  hasPhoto: z.boolean(),
  createdAt: timestamp,
  decidedAt: timestamp.nullable(),
  decidedByName: z.string().nullable(),
})

export const ugcPage: z.ZodType<UgcPage> = z.object({
  pieces: z.array(ugcRow),
  counts: z.record(z.enum(ugcViewStates), z.int()),
  more: z.boolean(),
})

export const pictureRow: z.ZodType<PictureRow> = z.object({
  creativeId: z.string(),
  productId: z.string().nullable(),
  productTitle: z.string().nullable(),
  category: z.string().nullable(),
  place: z.string(),
  imageUrl: z.string(),
  alt: z.string(),
  rule: z.object({
    segmentIds: z.array(z.string()).optional(),
    seasons: z.array(z.string()).optional(),
    languages: z.array(z.string()).optional(),
  }),
  testKey: z.string().nullable(),
  position: z.int(),
  isOn: z.boolean(),
  startsAt: timestamp.nullable(),
  endsAt: timestamp.nullable(),
  updatedAt: timestamp,
  updatedByName: z.string().nullable(),
})

export const picturesPage: z.ZodType<PicturesPage> = z.object({
  pictures: z.array(pictureRow),
  segments: z.array(z.object({ segmentId: z.string(), name: z.string() })),
  categories: z.array(z.string()),
  slots: z.array(z.object({ name: z.string(), place: z.string() })),
})
