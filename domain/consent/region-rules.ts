import type { ConsentChannel, ConsentPurpose } from './consent.ts'

export const regionCodes = ['EU', 'DE', 'AT', 'GB', 'US', 'US-FL', 'US-CA', 'CA', 'IN', 'elsewhere'] as const
export type RegionCode = (typeof regionCodes)[number]

export type Ground = 'purchase' | 'enquiry'

/** What holds where the customer has said nothing: only after a yes, until a no, or while a ground lasts. */
export type Default =
  | { kind: 'opt_in' }
  | { kind: 'opt_out' }
  /** Allowed for so many months after the ground (null: as long as it stands); else only after a yes. */
  | { kind: 'implied'; grounds: Partial<Record<Ground, number | null>> }

/** One rule and where it stands written. */
export interface Rule {
  channels: readonly ConsentChannel[]
  purposes: readonly ConsentPurpose[]
  default: Default
  source: string
}

export interface QuietHours {
  channels: readonly ConsentChannel[]
  /** Hours of the recipient's own zone in which promotion may arrive: from, until. */
  from: number
  until: number
  /** At most so many promotional messages on one subject in 24 hours; null: no such rule. */
  maxIn24Hours: number | null
  source: string
}

export interface Region {
  name: string
  /** The rules of this one hold where the region has none of its own for a channel and purpose. */
  like: RegionCode | null
  rules: readonly Rule[]
  /** Channels on which a yes to promotion counts only after it was confirmed through the address itself. */
  doubleOptIn: { channels: readonly ConsentChannel[]; source: string } | null
  quietHours: QuietHours | null
  /** Whether Sec-GPC: 1 is a valid refusal here by law. We honour it everywhere. */
  gpc: { source: string } | null
}
