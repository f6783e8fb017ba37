import type { ConsentView, MergePreview } from '#contract/staff-customers.ts'
import { consentPage } from '#domain/consent/index.ts'
import type { House } from '../house.ts'

/** What a conversation wrote into the ledger, with the words of its message. */
const saidInChat: ReadonlySet<string> = new Set(['words', 'keyword', 'agent'])

/** The words a line stands on, for this reader: those of a conversation are for who may read conversations. */
export function wordsFor(
  mayReadChat: boolean,
  source: string | null,
  evidence: string | null,
): string | null {
  return source !== null && saidInChat.has(source) && !mayReadChat ? null : evidence
}

/** What may be sent and used now, channel by purpose, over all members of the person. */
export async function readConsent(
  house: House,
  customerId: string,
  mayReadChat: boolean,
  now: Date,
): Promise<ConsentView> {
  const page = await consentPage(house.db, customerId, house.secrets.suppression, now)
  return {
    overall: page.overall,
    pausedUntil: page.pausedUntil && page.pausedUntil > now ? page.pausedUntil.toISOString() : null,
    lines: page.lines.map((line) => ({
      channel: line.channel,
      purpose: line.purpose,
      state: line.state,
      since: line.since?.toISOString() ?? null,
      source: line.source,
      evidence: wordsFor(mayReadChat, line.source, line.evidence),
      allowed: line.use.allowed,
      reason: line.use.allowed ? line.use.basis : line.use.reason,
    })),
  }
}

/**
 * What a merge takes from one side: allowed there today, and refused by what the other side has said. A no of
 * either side beats every yes, and a blocked address blocks the person.
 */
export function stricterAfter(sides: readonly [ConsentView, ConsentView]): MergePreview['stricter'] {
  return ([0, 1] as const).flatMap((side) =>
    sides[side].lines.flatMap(({ channel, purpose, allowed }) => {
      const other = sides[side === 0 ? 1 : 0].lines.find(
        (line) => line.channel === channel && line.purpose === purpose,
      )
      const forbids = other?.state === 'denied' || other?.reason === 'suppressed'
      return allowed && forbids ? [{ channel, purpose, side }] : []
    }),
  )
}
