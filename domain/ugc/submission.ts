import { z } from 'zod'
import { reviewLimits, rightsVersion } from './ugc.ts'

/** 8 MB of picture, as base 64. */
export const MAX_PHOTO_BYTES = 8 * 1024 * 1024
const MAX_PHOTO_CHARS = Math.ceil(MAX_PHOTO_BYTES / 3) * 4

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/[\p{Cc}]/u.test(text), 'one line, without control characters')

/** What a page of the shop sends: a review, a photo, or a review with a photo. */
export const ugcSubmission = z
  .strictObject({
    kind: z.enum(['photo', 'review']),
    productId: z.string().min(1).max(200),
    /** Shown beside it: a first name, say. */
    displayName: line(reviewLimits.name).min(1, 'a name to show beside it'),
    stars: z.number().int().min(1).max(5).optional(),
    text: z.string().trim().max(reviewLimits.text).default(''),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'two letters, such as en')
      .optional(),
    rightsAccepted: z.literal(true, 'without the rights it cannot be shown'),
    /** Of the words that were agreed to: those that are in force. */
    rightsVersion: z.literal(rightsVersion, `the words in force are ${rightsVersion}`),
    /** JPEG, PNG or WebP as base 64. */
    photo: z
      .string()
      .max(MAX_PHOTO_CHARS, `at most ${MAX_PHOTO_BYTES / 1024 / 1024} MB`)
      .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base 64')
      .optional(),
  })
  .refine(({ kind, photo }) => kind !== 'photo' || photo !== undefined, {
    path: ['photo'],
    message: 'is missing',
  })
  .refine(({ kind, stars }) => (kind === 'review') === (stars !== undefined), {
    path: ['stars'],
    message: 'a review has 1 to 5 of them, a photo none',
  })
export type UgcSubmission = z.output<typeof ugcSubmission>
