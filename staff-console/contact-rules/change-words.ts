import type { ContactCap } from '#contract/contact-rules.ts'
import { inWords } from '../customers/names.ts'
import { texts } from '../texts.ts'

const words = texts.contactRules

export const fieldName = (field: string): string => words.changes.fields[field] ?? inWords(field)

/** What a setting was or is, in lines; limits are sentences. */
export function valueLines(field: string, value: unknown): string[] {
  if (value === null || value === '') return [emptyWords(field)]
  if (field === 'caps' && Array.isArray(value))
    return value.length === 0 ? [words.caps.none] : value.filter(isCap).map(words.caps.sentence)
  if (field === 'quietHours') return [hoursWords(value)]
  if (Array.isArray(value)) return value.length === 0 ? [words.changes.nothing] : value.map(plain)
  return [plain(value)]
}

function emptyWords(field: string): string {
  if (field === 'quietHours') return words.hours.lawOnly
  return field === 'fatigue' ? words.fatigue.off : words.changes.nothing
}

function hoursWords(value: unknown): string {
  const { from, until } = Object(value)
  return words.hours.band(words.hours.at(Number(from)), words.hours.at(Number(until)))
}

function isCap(value: unknown): value is ContactCap {
  return typeof value === 'object' && value !== null && 'limit' in value && 'hours' in value
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return words.changes.nothing
  if (typeof value === 'boolean') return value ? words.changes.yes : words.changes.no
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([name, inner]) => `${inWords(name.replace(/([A-Z])/g, '_$1').toLowerCase())}: ${plain(inner)}`)
    .join(', ')
}
