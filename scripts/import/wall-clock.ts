import type { ZoneOffsets } from './zone-offsets.ts'

export interface Day {
  year: number
  month: number
  day: number
}
export interface Clock {
  hour: number
  minute: number
  second: number
  ms: number
}

/** The moment of a day and a time of day, in its own offset or the zone's; null: there is no such day or time. */
export function momentOf(day: Day, clock: Clock, offset: string | undefined, zone: ZoneOffsets): Date | null {
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 60) return null
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day))
  if (date.getUTCMonth() !== day.month - 1 || date.getUTCDate() !== day.day) return null
  const local = date.getTime() + ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1000 + clock.ms
  return offset === undefined ? zone.momentOf(local) : new Date(local - offsetMs(offset))
}

function offsetMs(offset: string): number {
  if (/^(Z|UTC)$/i.test(offset)) return 0
  const digits = offset.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000
}
