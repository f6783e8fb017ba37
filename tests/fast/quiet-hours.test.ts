import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaOfPhone, isUsNumber, quietHoursFor, regionOfPhone } from '#domain/consent/index.ts'
import { quietUntil, zonesFor } from '#orchestrator/index.ts'

interface Hours {
  from: number
  until: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The platform's own clock of a zone, in minutes since its midnight. */
function minutesIn(zone: string, at: number): number {
  const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', options)
  formats.set(zone, format)
  const [hours = 0, minutes = 0] = format.format(at).split(':').map(Number)
  return hours * 60 + minutes
}

function isInside(zone: string, { from, until }: Hours, at: number): boolean {
  const minutes = minutesIn(zone, at)
  const [first, last] = [from * 60, until * 60]
  return first < last ? minutes >= first && minutes < last : minutes >= first || minutes < last
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Half and three quarters of an hour, half an hour of summer time, changes at midnight, both edges of the date. */
const zones = [
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Eucla',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Auckland',
]
const hours = fc
  .record({ from: fc.integer({ min: 0, max: 23 }), until: fc.integer({ min: 1, max: 24 }) })
  .filter(({ from, until }) => from !== until)
const DAY = 24 * HOUR

/** Each day of 2026 on which one of these clocks is put forward or back, and Samoa's missing 30 December 2011. */
const changes = [
  { zone: 'Pacific/Apia', day: Date.parse('2011-12-30T00:00:00Z') },
  ...zones.flatMap((zone) =>
    Array.from({ length: 365 }, (_, day) => Date.UTC(2026, 0, 1) + day * DAY)
      .filter((day) => minutesIn(zone, day) !== minutesIn(zone, day + DAY))
      .map((day) => ({ zone, day })),
  ),
]
const anywhere = fc.record({
  zones: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 3 }),
  at: fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2032, 0, 1) }),
})
const nearChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -DAY, max: DAY }), fc.constantFrom(...zones))
  .map(([{ zone, day }, shift, other]) => ({
    zones: shift % 2 === 0 ? [zone] : [...new Set([zone, other])],
    at: day + shift,
  }))

describe('when the window opens', () => {
  test('at the first instant at which every clock is inside every window, by the platform’s own zones', () => {
    const cases = fc.tuple(
      fc.oneof(anywhere, { weight: 3, arbitrary: nearChange }),
      fc.array(hours, { minLength: 1, maxLength: 2 }),
    )
    fc.assert(
      fc.property(cases, ([{ zones: where, at }, windows]) => {
        const open = (time: number) =>
          where.every((zone) => windows.every((window) => isInside(zone, window, time)))
        const answer = quietUntil({ zones: where, windows, now: new Date(at) })
        expect(open(at)).toBe(answer === null)
        if (answer === null) return
        const end = answer === 'never' ? at + 8 * DAY : answer.getTime()
        if (answer !== 'never') expect(open(end)).toBe(true)
        // every quarter of an hour before it, and every minute of the last two hours
        const quarter = Math.ceil(at / (15 * MINUTE)) * 15 * MINUTE
        for (let time = quarter; time < end; time += 15 * MINUTE) expect(open(time)).toBe(false)
        const minute = Math.max(Math.ceil(at / MINUTE) * MINUTE, end - 2 * HOUR)
        for (let time = minute; time < end; time += MINUTE) expect(open(time)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  const day = [{ from: 8, until: 21 }]
  const until = (zone: string | string[], windows: Hours[], now: string) => {
    const answer = quietUntil({ zones: [zone].flat(), windows, now: new Date(now) })
    return answer instanceof Date ? answer.toISOString() : answer
  }

  test.each<[string, string | string[], Hours[], string, string | null]>([
    ['inside', 'Europe/Berlin', day, '2026-07-01T10:00:00Z', null],
    ['the last minute', 'Europe/Berlin', day, '2026-07-01T18:59:59.999Z', null],
    ['the first minute after', 'Europe/Berlin', day, '2026-07-01T19:00:00Z', '2026-07-02T06:00:00.000Z'],
    [
      'the night clocks go forward',
      'America/New_York',
      day,
      '2026-03-08T04:00:00Z',
      '2026-03-08T12:00:00.000Z',
    ],
    ['the night they go back', 'America/New_York', day, '2026-11-01T04:00:00Z', '2026-11-01T13:00:00.000Z'],
    // 2:00 does not come on this day: at that instant it is 3:00
    [
      'an hour that is left out',
      'America/New_York',
      [{ from: 2, until: 5 }],
      '2026-03-08T05:00:00Z',
      '2026-03-08T07:00:00.000Z',
    ],
    ['half-hour zones', 'Asia/Kolkata', day, '2026-07-01T20:00:00Z', '2026-07-02T02:30:00.000Z'],
    ['three quarters', 'Asia/Kathmandu', day, '2026-07-01T20:00:00Z', '2026-07-02T02:15:00.000Z'],
    [
      'half an hour of summer time',
      'Australia/Lord_Howe',
      day,
      '2026-04-04T12:00:00Z',
      '2026-04-04T21:30:00.000Z',
    ],
    ['a day that was left out', 'Pacific/Apia', day, '2011-12-30T08:00:00Z', '2011-12-30T18:00:00.000Z'],
    ['over midnight, before it', 'Europe/Berlin', [{ from: 20, until: 2 }], '2026-07-01T21:30:00Z', null],
    ['over midnight, after it', 'Europe/Berlin', [{ from: 20, until: 2 }], '2026-07-01T23:59:00Z', null],
    [
      'over midnight, closed',
      'Europe/Berlin',
      [{ from: 20, until: 2 }],
      '2026-07-02T00:00:00Z',
      '2026-07-02T18:00:00.000Z',
    ],
    [
      'law and shop',
      'Europe/Berlin',
      [...day, { from: 9, until: 20 }],
      '2026-07-01T18:30:00Z',
      '2026-07-02T07:00:00.000Z',
    ],
    [
      'two zones that meet',
      ['America/New_York', 'America/Los_Angeles'],
      day,
      '2026-07-01T12:30:00Z',
      '2026-07-01T15:00:00.000Z',
    ],
    [
      '13 hours apart, never at once',
      ['Asia/Tokyo', 'America/New_York'],
      [{ from: 9, until: 20 }],
      '2026-07-01T12:00:00Z',
      'never',
    ],
    [
      '13 hours apart, at a meeting of edges',
      ['Asia/Tokyo', 'America/New_York'],
      [{ from: 7, until: 21 }],
      '2026-07-01T13:00:00Z',
      '2026-07-01T22:00:00.000Z',
    ],
    [
      'windows that never meet',
      'UTC',
      [
        { from: 8, until: 12 },
        { from: 12, until: 20 },
      ],
      '2026-07-01T12:00:00Z',
      'never',
    ],
    ['all day', 'UTC', [{ from: 0, until: 24 }], '2026-07-01T00:00:00Z', null],
    ['no window', 'UTC', [], '2026-07-01T00:00:00Z', null],
  ])('%s', (_name, zone, windows, now, expected) => {
    expect(until(zone, windows, now)).toBe(expected)
  })

  test('without a zone, or with one that is none, it is asked wrongly', () => {
    const now = new Date()
    expect(() => quietUntil({ zones: [], windows: day, now })).toThrow('without a zone')
    expect(() => quietUntil({ zones: ['Mars/Phobos'], windows: day, now })).toThrow(RangeError)
  })
})

describe('where somebody may be', () => {
  const now = new Date('2026-07-01T12:00:00Z')
  const nothing = { addresses: [], confirmedZone: null, phone: null, shopZone: 'Europe/Berlin' }
  const zonesOf = (known: Partial<Parameters<typeof zonesFor>[0]>) =>
    zonesFor({ ...nothing, ...known }, now).zones

  test('by the address: the state, else all zones of the country, whatever language it is in', () => {
    expect(zonesOf({ addresses: [{ country: 'US', region: 'NY' }] })).toEqual(['America/New_York'])
    expect(zonesOf({ addresses: [{ country: 'USA', region: ' california ' }] })).toEqual([
      'America/Los_Angeles',
    ])
    expect(zonesOf({ addresses: [{ country: 'Canada', region: 'Québec' }] })).toContain('America/Halifax')
    expect(zonesOf({ addresses: [{ country: 'Österreich' }] })).toEqual(['Europe/Vienna'])
    expect(zonesOf({ addresses: [{ country: 'UK', region: 'Kent' }] })).toEqual(['Europe/London'])
    const anywhere = zonesOf({ addresses: [{ country: 'US', region: 'nowhere' }] })
    expect(anywhere.length).toBeGreaterThan(5)
    expect(anywhere).toContain('Pacific/Honolulu')
  })

  test('a state of two zones has both, until the customer says which', () => {
    const florida = { addresses: [{ country: 'US', region: 'FL' }] }
    expect(zonesOf(florida)).toEqual(['America/New_York', 'America/Chicago'])
    expect(zonesOf({ ...florida, phone: '+13055550100' })).toEqual(['America/New_York', 'America/Chicago'])
    expect(zonesOf({ ...florida, confirmedZone: 'America/Chicago' })).toEqual(['America/Chicago'])
  })

  test('a country of many zones alone is made exact by zone or number', () => {
    const somewhere = { addresses: [{ country: 'US' }] }
    expect(zonesOf({ ...somewhere, confirmedZone: 'America/Denver' })).toHaveLength(1)
    expect(zonesOf({ ...somewhere, phone: '+12125550100' })).toHaveLength(1)
  })

  test('what contradicts stands beside it', () => {
    expect(
      zonesOf({
        addresses: [{ country: 'US', region: 'NY' }],
        confirmedZone: 'Europe/Berlin',
        phone: '+13105550100',
      }),
    ).toEqual(['America/New_York', 'Europe/Berlin', 'America/Los_Angeles'])
    expect(
      zonesOf({
        addresses: [
          { country: 'US', region: 'NY' },
          { country: 'US', region: 'HI' },
        ],
      }),
    ).toEqual(['America/New_York', 'Pacific/Honolulu'])
  })

  test('by the number: area code in North America and Brazil, country elsewhere', () => {
    expect(zonesOf({ phone: '+13055550100' })).toEqual(['America/New_York'])
    expect(zonesOf({ phone: '+18505550100' })).toEqual(['America/New_York', 'America/Chicago'])
    expect(zonesOf({ phone: '+18765550100' })).toEqual(['America/Jamaica'])
    expect(zonesOf({ phone: '+5568912345678' })).toEqual(['America/Rio_Branco'])
    expect(zonesOf({ phone: '+4915112345678' })).toEqual(['Europe/Berlin'])
    expect(zonesOf({ phone: '+61412345678' }).length).toBeGreaterThan(3)
    expect(zonesOf({ phone: '+77011234567' })).toEqual(['Asia/Almaty'])
  })

  test('the shop’s own zone where nothing is known, or nothing that is a place', () => {
    expect(zonesFor(nothing, now)).toEqual({ zones: ['Europe/Berlin'], from: ['shop'] })
    const unreadable = { addresses: [{ country: 'Atlantis' }], confirmedZone: 'Mars/Phobos', phone: '12' }
    expect(zonesOf(unreadable)).toEqual(['Europe/Berlin'])
    expect(zonesFor({ ...nothing, shopZone: null }, now).zones).toEqual(['UTC'])
  })

  test('every zone that is ever answered is one of the platform’s', () => {
    const digits = fc.tuple(fc.integer({ min: 200, max: 999 }), fc.integer({ min: 1, max: 9_999_999 }))
    fc.assert(
      fc.property(digits, fc.boolean(), ([code, rest], american) => {
        const number = `${code}${String(rest).padStart(7, '0')}`
        const where = zonesOf({ phone: american ? `+1${number}` : `+${number}` })
        expect(where.length).toBeGreaterThan(0)
        for (const zone of where)
          expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })
})

describe('+1 numbers', () => {
  test('have the rules of their state where no address says', () => {
    expect(regionOfPhone('+13055550100')).toBe('US-FL')
    expect(regionOfPhone('+13105550100')).toBe('US-CA')
    expect(regionOfPhone('+12125550100')).toBe('US')
    expect(regionOfPhone('+14165550100')).toBe('CA')
    expect(regionOfPhone('+18765550100')).toBe('elsewhere')
    expect(regionOfPhone('+18005550100')).toBe('elsewhere')
    expect(quietHoursFor(regionOfPhone('+16895550100'), 'sms')).toMatchObject({ until: 20, maxIn24Hours: 3 })
  })

  test('are of the United States unless their code is another country’s', () => {
    expect(['+13055550100', '+17875550100', '+18005550100'].map(isUsNumber)).toEqual([true, true, true])
    expect(['+14165550100', '+18765550100', '+13055', '+4413055550100'].map(isUsNumber)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(areaOfPhone('+17875550100')).toEqual({ country: 'US', state: 'PR' })
  })
})
