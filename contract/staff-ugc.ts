import { z } from 'zod'

/** JSON of `/api/photos…`: what customers gave, waiting for a person or decided, and `/api/pictures…`. */
export const ugcViewStates = ['pending', 'approved', 'rejected', 'withdrawn'] as const
export type UgcViewState = (typeof ugcViewStates)[number]
export const ugcViewReasons = [
  'off_topic',
  'offensive',
  'personal_data',
  'advertising',
  'not_own_work',
  'bad_picture',
  'other',
] as const
export type UgcViewReason = (typeof ugcViewReasons)[number]
export const ugcViewWarnings = ['link', 'contact', 'profanity', 'sensitive'] as const
export type UgcViewWarning = (typeof ugcViewWarnings)[number]

/** One piece as a moderator sees it. */
export interface UgcRow {
  ugcId: string
  customerId: string
  kind: 'photo' | 'review'
  productId: string
  /** null: it is no longer in the catalog. */
  productTitle: string | null
  displayName: string
  stars: number | null
  text: string
  language: string | null
  rightsVersion: string
  rightsAcceptedAt: string
  verifiedBuyer: boolean
  warnings: UgcViewWarning[]
  state: UgcViewState
  reason: UgcViewReason | null
  note: string | null
  hasPhoto: boolean
  createdAt: string
  decidedAt: string | null
  decidedByName: string | null
}

/** `GET /api/photos` */
export interface UgcPage {
  pieces: UgcRow[]
  counts: Record<UgcViewState, number>
  /** Whether there are more behind the last. */
  more: boolean
}

/** `POST /api/photos/:id/verdict` */
export const ugcVerdictInput = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('approved') }),
  z.strictObject({
    state: z.literal('rejected'),
    reason: z.enum(ugcViewReasons),
    note: z.string().trim().max(500).nullable().default(null),
  }),
])
export type UgcVerdict = z.input<typeof ugcVerdictInput>

/** A picture of a product or category for one place. */
export interface PictureRow {
  creativeId: string
  productId: string | null
  productTitle: string | null
  category: string | null
  place: string
  imageUrl: string
  alt: string
  rule: {
    segmentIds?: string[] | undefined
    seasons?: string[] | undefined
    languages?: string[] | undefined
  }
  testKey: string | null
  position: number
  isOn: boolean
  startsAt: string | null
  endsAt: string | null
  updatedAt: string
  updatedByName: string | null
}

/** `GET /api/pictures` */
export interface PicturesPage {
  pictures: PictureRow[]
  segments: { segmentId: string; name: string }[]
  categories: string[]
  slots: { name: string; place: string }[]
}
