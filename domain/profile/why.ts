import type { TraitRow } from './traits.ts'

const sources: Record<string, string> = {
  chat: 'in the chat',
  quiz: 'in a quiz',
  preferences: 'in the preference centre',
  staff: 'to a colleague',
}

/** Why we think a trait holds, as one sentence with source, date and evidence. */
export function whyTrait(row: TraitRow): string {
  const day = dayOf(row.lastAt)
  const words = row.evidence === '' ? '' : `: “${row.evidence}”`
  switch (row.party) {
    case 'zero':
      return `The customer said so ${sources[row.source] ?? `through ${row.source}`} on ${day}${words}.`
    case 'first':
      return `Observed by ${row.source} on ${day}${words}.`
    case 'second':
      return `Told by the partner ${row.source} on ${day}, under contract ${row.contractId ?? 'unknown'}${words}.`
  }
}

/** `2026-12-03`: a date reads the same to everybody, and no zone is guessed. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
