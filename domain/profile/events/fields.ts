import { storableText } from '#store/index.ts'

type Fields = Record<string, unknown>

/** A short text of an event, or a number as the text it is; null: neither, or empty. */
export function textIn(fields: Fields, name: string, max = 200): string | null {
  const value = fields[name]
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  return storableText(value).trim().slice(0, max) || null
}

export function timeIn(fields: Fields, name: string): Date | null {
  const value = fields[name]
  if (typeof value !== 'string' && !(value instanceof Date)) return null
  const time = new Date(value)
  const year = time.getUTCFullYear()
  return year >= 1900 && year <= 9999 ? time : null
}

/** A whole number as an `integer` column takes it; null: none. */
export function wholeIn(fields: Fields, name: string): number | null {
  const value = typeof fields[name] === 'string' ? Number(fields[name]) : fields[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  const whole = Math.round(value)
  return Math.abs(whole) <= 1_000_000_000 ? whole : null
}

export function fieldsIn(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null
}
