import { formatMoney, minorDigits } from '#contract/money.ts'
import type { HouseNotes } from './notes.ts'

/** The offline model's way of speaking: varied, but always the same for the same conversation and turn. */
export interface Voice {
  notes: HouseNotes
  /** One of several ways to say the same thing. */
  pick(variants: readonly string[]): string
  /** An amount in units of the shop's currency, as a shopper reads it. */
  money(units: number): string
  /** `2026-12-03` as `December 3, 2026`. */
  day(isoDate: string): string
}

export function voiceOf(notes: HouseNotes): Voice {
  let turn = hash(notes.seed)
  return {
    notes,
    pick(variants) {
      turn = (Math.imul(turn, 1_103_515_245) + 12_345) >>> 0
      return variants[(turn >>> 8) % variants.length] ?? ''
    },
    money: (units) =>
      formatMoney(
        { amount: Math.round(units * 10 ** minorDigits(notes.currency)), currency: notes.currency },
        notes.locale,
      ),
    day: (isoDate) =>
      new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(`${isoDate}T12:00:00Z`),
      ),
  }
}

function hash(text: string): number {
  let value = 2_166_136_261
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619) >>> 0
  return value
}

/** "a, b and c". */
export function listed(entries: readonly string[], last = 'and'): string {
  if (entries.length <= 1) return entries[0] ?? ''
  return `${entries.slice(0, -1).join(', ')} ${last} ${entries.at(-1)}`
}

export const personChoice = { label: 'Talk to a person', text: 'Can I talk to a person?' }
