import type { Season } from '#contract/slots.ts'

/** Countries whose larger part lies south of the tropics or of the equator with seasons of their own. */
const south = new Set('AR AU BO BW CL FJ LS MG MU MW MZ NA NC NZ PY RE SZ UY ZA ZM ZW'.split(' '))
/** Where the year has rain and dry seasons: none of the four. */
const tropics = new Set(
  'AO BJ BR BZ CD CF CG CI CM CO CR CU DO EC ET GA GH GN GT GY HN HT ID JM KE KH LA LK LR ML MM MY NE NG NI PA PE PG PH RW SD SG SL SN SR SV TD TG TH TL TT TZ UG VE VN'.split(
    ' ',
  ),
)

const byQuarter: readonly Season[] = ['winter', 'spring', 'summer', 'autumn']
const opposite: Record<Season, Season> = {
  spring: 'autumn',
  summer: 'winter',
  autumn: 'spring',
  winter: 'summer',
}

/**
 * The season of a month there, by whole months as meteorologists count (December to February is winter in the
 * north). null: the tropics, where the four have no meaning. An unknown country counts as northern.
 */
export function seasonOf(country: string | null, month: number): Season | null {
  if (country !== null && tropics.has(country)) return null
  const season = byQuarter[Math.floor((month % 12) / 3)] ?? 'winter'
  return country !== null && south.has(country) ? opposite[season] : season
}

/** Month and day there, such as 12-24; a zone that is none counts as UTC. */
export function dayOfYear(now: Date, timeZone: string): string {
  return formatterFor(timeZone).format(now).slice(5)
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = makeFormatter(timeZone)
  if (formatters.size < 50) formatters.set(timeZone, made)
  return made
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone }) // writes 2026-12-24
  } catch {
    return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: 'UTC' })
  }
}

/** Whether a day lies between two, both included; from 12-20 until 01-06 goes over the new year. */
export function isBetween(day: string, { from, until }: { from: string; until: string }): boolean {
  return from <= until ? from <= day && day <= until : day >= from || day <= until
}
