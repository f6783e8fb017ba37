import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'

/** The mission's four states, as a view of the ledger. */
export const overallStates = ['full', 'partial', 'soft', 'none'] as const
export type ConsentOverall = (typeof overallStates)[number]

interface Line {
  channel: ConsentChannel
  purpose: ConsentPurpose
  state: ConsentState | 'unknown'
}

const written: readonly ConsentChannel[] = ['email', 'sms', 'whatsapp', 'push']

/**
 * full: promotion on every channel, and personalisation. partial: promotion on one channel at least. soft: we
 * know them and may send what they need, nothing promotional. none: nobody we may write to at all.
 */
export function overallOf(lines: readonly Line[], identified: boolean): ConsentOverall {
  const state = (channel: ConsentChannel, purpose: ConsentPurpose) =>
    lines.find((line) => line.channel === channel && line.purpose === purpose)?.state ?? 'unknown'
  const promoted = written.filter((channel) => state(channel, 'marketing') === 'granted')
  const personal = lines.some((line) => line.purpose === 'personalisation' && line.state === 'granted')
  if (promoted.length === written.length && personal) return 'full'
  if (promoted.length > 0) return 'partial'
  const needed = written.some(
    (channel) => state(channel, 'transactional') === 'granted' || state(channel, 'service') === 'granted',
  )
  const silenced = written.every((channel) => state(channel, 'transactional') === 'denied')
  return needed || (identified && !silenced) ? 'soft' : 'none'
}
