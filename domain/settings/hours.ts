import { minutesOf, type Settings } from './settings.ts'

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/**
 * Whether people can take over now, by the shop's hours in its own time zone. A day that closes at or
 * before its opening time goes on past midnight.
 */
export function isOpenNow(settings: Settings, now: Date): boolean {
  const { day, minutes } = localTime(now, settings.timeZone)
  const today = rangeOf(settings, day)
  if (today && minutes >= today.open && minutes < today.close) return true
  const yesterday = rangeOf(settings, (day + 6) % 7)
  return yesterday !== null && minutes + 24 * 60 < yesterday.close
}

/** Minutes since the day's midnight; `close` lies above 24 h where it is on the next day. */
function rangeOf(settings: Settings, day: number): { open: number; close: number } | null {
  const hours = settings.hours[day]
  const open = hours ? minutesOf(hours.open) : null
  const close = hours ? minutesOf(hours.close) : null
  if (open === null || close === null) return null
  return { open, close: close <= open ? close + 24 * 60 : close }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localTime(now: Date, timeZone: string): { day: number; minutes: number } {
  let format = formats.get(timeZone)
  if (!format) {
    const options = {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const
    format = new Intl.DateTimeFormat('en-GB', options)
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(now).map((part) => [part.type, part.value]))
  const minutes = Number(parts.get('hour')) * 60 + Number(parts.get('minute'))
  return { day: days.indexOf(parts.get('weekday') ?? ''), minutes }
}
