/** What a customer gives the shop to show: a picture of theirs, or what they think of a product. */
export type UgcKind = 'photo' | 'review'
export const ugcStates = ['pending', 'approved', 'rejected', 'withdrawn'] as const
export type UgcState = (typeof ugcStates)[number]

/** What the checks can find; none of it decides, a person does. */
export const ugcWarnings = ['link', 'contact', 'profanity', 'sensitive'] as const
export type UgcWarning = (typeof ugcWarnings)[number]

/** Why something is not shown. */
export const ugcReasons = [
  'off_topic',
  'offensive',
  'personal_data',
  'advertising',
  'not_own_work',
  'bad_picture',
  'other',
] as const
export type UgcReason = (typeof ugcReasons)[number]

/** Which words of the shop's terms were agreed to; a text that changes gets a new version. */
export const rightsVersion = '2026-11'

/** What is agreed to, in the words that a form shows. */
export const rightsText = (shopName: string): string =>
  `This is my own work. ${shopName} may show it with my display name on its pages and in its messages, free of charge, until I take it back.`

export const reviewLimits = { name: 60, text: 4000 } as const

/** One piece, as staff see it. */
export interface Ugc {
  ugcId: string
  customerId: string
  kind: UgcKind
  productId: string
  displayName: string
  stars: number | null
  text: string
  language: string | null
  rightsVersion: string
  rightsAcceptedAt: Date
  verifiedBuyer: boolean
  warnings: UgcWarning[]
  state: UgcState
  reason: UgcReason | null
  note: string | null
  hasPhoto: boolean
  createdAt: Date
  decidedAt: Date | null
  decidedBy: string | null
}

/** One piece, as everybody may see it. */
export interface ShownUgc {
  ugcId: string
  kind: UgcKind
  productId: string
  displayName: string
  stars: number | null
  text: string
  verifiedBuyer: boolean
  createdAt: Date
  photo: { path: string; width: number; height: number } | null
}

/** What all approved reviews of a product say: counted, never guessed. */
export interface Rating {
  productId: string
  reviews: number
  /** Of verified buyers. */
  verified: number
  average: number
  /** How many gave 1, 2, … 5. */
  stars: [number, number, number, number, number]
}

export const photoPath = (ugcId: string): string => `/ugc/${ugcId}`
