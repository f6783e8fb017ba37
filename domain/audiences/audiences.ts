import type { AudienceFormat, AudienceKind, AudienceRefusal } from '#contract/audiences.ts'

/** What the destination has of a hash. `maybe`: it was given, and nobody said that it arrived. */
export type Held = 'no' | 'maybe' | 'yes'

/** One hashed address: SHA-256, 64 small hexadecimal digits. */
export interface Entry {
  kind: AudienceKind
  hash: string
}

/** One sending, or one file that was taken. */
export interface AudienceExport {
  exportId: string
  mode: 'push' | 'full' | 'delta'
  sequence: number
  added: number
  removed: number
  takenAt: Date
  /** null: nobody has said that it arrived. */
  arrivedAt: Date | null
  error: string | null
}

export interface Audience {
  audienceId: string
  name: string
  segmentId: string
  format: AudienceFormat
  kinds: AudienceKind[]
  destination: 'file' | { webhookId: string }
  /** `ended`: nobody is wanted in it any more. */
  state: 'on' | 'ended'
  /** Hashes that the destination has, surely or perhaps. */
  members: number
  toAdd: number
  toRemove: number
  /** In the segment when all were last judged, and how many of them were refused, by reason. */
  people: number
  refused: Partial<Record<AudienceRefusal, number>>
  judgedAt: Date | null
  lastExport: AudienceExport | null
  /** Why nothing arrives at the destination. */
  note: string | null
  rev: number
  createdAt: Date
  updatedAt: Date
}
