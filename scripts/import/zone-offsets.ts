import { BadInput } from '../command.ts'

/** From the wall clock of a zone to moments. */
export class ZoneOffsets {
  private readonly format: Intl.DateTimeFormat | null

  constructor(zone: string) {
    this.format = zone === 'UTC' ? null : formatOf(zone)
  }

  /** `local`: the wall clock's digits read as if they were UTC. An hour that occurs twice is taken as the first. */
  momentOf(local: number): Date {
    if (this.format === null) return new Date(local)
    const before = local - this.offsetAt(local - 86_400_000)
    const after = local - this.offsetAt(local + 86_400_000)
    const fits = [before, after].find((moment) => moment + this.offsetAt(moment) === local)
    return new Date(fits ?? before)
  }

  private offsetAt(moment: number): number {
    const part = new Map(this.format?.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    const of = (name: Intl.DateTimeFormatPartTypes) => part.get(name) ?? 0
    const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
    return wall - Math.floor(moment / 1000) * 1000
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new BadInput(`--time-zone: there is no time zone "${zone}"; such as Europe/London`)
  }
}
