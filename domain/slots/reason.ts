import type { SlotReason } from '#contract/decide.ts'
import type { Held } from './audience.ts'

export const defaultReason: SlotReason = { code: 'default', text: 'Shown to everybody.' }
const everybody: SlotReason = { code: 'everybody', text: 'Shown to everybody.' }

/** Of what the shop would say next to somebody: it rests on all that is known of them. */
export const nextHeld: Held = { code: 'next_best', because: 'of what you have done here before' }

/** Names every signal that was used, the most telling first: its code counts. */
export function reasonFor(held: readonly Held[]): SlotReason {
  const [first] = held
  if (!first) return everybody
  const parts = [...new Set(held.map(({ because }) => because))]
  const end = parts.pop() ?? ''
  return { code: first.code, text: `Because ${parts.length > 0 ? `${parts.join(', ')} and ` : ''}${end}.` }
}
