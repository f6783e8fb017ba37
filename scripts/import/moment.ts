import { formatReader } from './time-format.ts'
import { momentOf } from './wall-clock.ts'
import { ZoneOffsets } from './zone-offsets.ts'

/** Reads a moment of time; null: the text is none. */
export type ReadMoment = (text: string) => Date | null

/**
 * A reader for the times of a file. `style`: `unix` (seconds), `unix-ms`, `iso`, a format such as
 * `DD/MM/YYYY HH:mm`, or undefined: ISO or unix, told by their looks. A time without a zone of its own is in
 * `zone`, an IANA name. Throws BadInput where style or zone is none.
 */
export function momentReader(style: string | undefined, zone: string): ReadMoment {
  const offsets = new ZoneOffsets(zone)
  const read = readerOf(style, offsets)
  const seen = new Map<string, Date | null>() // the lines of one order have one time
  return (text) => {
    const known = seen.get(text)
    if (known !== undefined) return known
    if (seen.size > 1000) seen.clear()
    const moment = valid(read(text.trim()))
    seen.set(text, moment)
    return moment
  }
}

function readerOf(style: string | undefined, zone: ZoneOffsets): ReadMoment {
  if (style === 'unix') return (text) => unix(text, 1000)
  if (style === 'unix-ms') return (text) => unix(text, 1)
  if (style === 'iso') return (text) => iso(text, zone)
  if (style === undefined) return (text) => byLooks(text) ?? iso(text, zone)
  return formatReader(style, zone)
}

function valid(moment: Date | null): Date | null {
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment
}

function unix(text: string, factor: number): Date | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Date(Math.round(Number(text) * factor)) : null
}

/** Seconds have 9 or 10 digits from 1973 to 2286, milliseconds 12 or 13, microseconds 15 or 16. */
function byLooks(text: string): Date | null {
  if (!/^\d+(\.\d+)?$/.test(text)) return null
  const digits = text.split('.')[0]?.length ?? 0
  const factor = { 9: 1000, 10: 1000, 12: 1, 13: 1, 15: 0.001, 16: 0.001 }[digits]
  return factor === undefined ? null : unix(text, factor)
}

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i

function iso(text: string, zone: ZoneOffsets): Date | null {
  const match = isoForm.exec(text)
  if (!match) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  return momentOf(
    { year: Number(year), month: Number(month), day: Number(day) },
    { hour: Number(hour), minute: Number(minute), second: Number(second), ms },
    offset,
    zone,
  )
}
