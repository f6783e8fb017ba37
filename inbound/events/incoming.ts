import type { Outcome, Proof, Refusal, TrackedEvent } from '#domain/events/index.ts'

/** A checked event on its way in, with what it takes to set it aside. */
export interface Incoming {
  event: TrackedEvent
  /** As it was sent. */
  raw: unknown
  sentAt: Date | null
  proof: Proof | null
}

/** What became of one event. */
export type Taken =
  | { ok: true; outcome: Extract<Outcome, 'stored' | 'duplicate' | 'repeated'> }
  | { ok: false; refusal: Refusal; setAsideId: string | null }
