import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestTime, everybodysHours, orderChannels } from '#orchestrator/index.ts'

const now = new Date('2026-11-20T12:00:00Z') // a Friday
const DAY = 86_400_000
const zone = 'America/Denver' // 7 hours behind
const at = (iso: string) => ({ channel: 'email' as const, at: new Date(iso) })
/** On so many weekdays before now, at this hour of Denver. */
const evenings = (count: number, hour: number) =>
  Array.from({ length: count }, (_, n) => ({
    channel: 'email' as const,
    at: new Date(Date.UTC(2026, 10, 19 - n - Math.floor(n / 3) * 4, hour + 7)),
  }))
const nobody = everybodysHours([], zone, 10, now)
const day = { from: now, until: new Date(now.getTime() + DAY) }
const asked = { own: [], everybody: nobody, zone, ...day, hours: { from: 9, until: 20 } }

describe('when to write', () => {
  test('nothing known: the shop’s hour, on the customer’s clock', () => {
    const { at: when, because } = bestTime(asked, now)
    expect(when).toEqual(new Date('2026-11-20T17:00:00Z')) // 10 in Denver
    expect(because).toBe('shop')
  })

  test('their own hour wins over everybody’s, everybody’s over the shop’s', () => {
    const everybody = everybodysHours(Array(20).fill(evenings(9, 12)).flat(), zone, 10, now)
    const byAll = bestTime({ ...asked, everybody }, now)
    expect([byAll.at, byAll.because]).toEqual([new Date('2026-11-20T19:00:00Z'), 'everybody'])
    const own = bestTime({ ...asked, everybody, own: evenings(9, 18) }, now)
    expect([own.at, own.because]).toEqual([new Date('2026-11-21T01:00:00Z'), 'own'])
    expect(own.words).toBe('Around 18:00 they answer most often')
    // one sign is no habit
    expect(bestTime({ ...asked, everybody, own: evenings(1, 18) }, now).hour).toBe(12)
  })

  test('what was long ago weighs less than what is new', () => {
    const long = evenings(12, 9).map((sign) => ({ ...sign, at: new Date(sign.at.getTime() - 200 * DAY) }))
    expect(bestTime({ ...asked, own: [...long, ...evenings(6, 16)] }, now).hour).toBe(16)
  })

  test('never outside the two moments nor the hours we may speak in, while there is one', () => {
    const someSigns = fc.array(fc.integer({ min: 0, max: 60 * 24 * 90 }), { maxLength: 20 })
    fc.assert(
      fc.property(
        someSigns,
        fc.integer({ min: 0, max: 72 * 60 }),
        fc.integer({ min: 0, max: 24 * 60 }),
        fc.constantFrom('Asia/Kathmandu', 'America/Denver', 'Australia/Lord_Howe'),
        fc.constantFrom({ from: 9, until: 20 }, { from: 20, until: 2 }, null),
        (minutes, start, span, there, hours) => {
          const own = minutes.map((ago) => ({
            channel: null,
            at: new Date(now.getTime() - ago * 60_000),
          }))
          const from = new Date(now.getTime() + start * 60_000)
          const until = new Date(from.getTime() + span * 60_000)
          const best = bestTime({ own, everybody: nobody, zone: there, from, until, hours }, now)
          expect(best.at >= from && best.at <= until).toBe(true)
          if (span >= 23 * 60 && hours) {
            const hour = best.hour
            const inside =
              hours.from < hours.until
                ? hour >= hours.from && hour < hours.until
                : hour >= hours.from || hour < hours.until
            expect(inside).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('an hour at the weekend says nothing of a weekday', () => {
    const sundays = ['2026-11-15', '2026-11-08', '2026-11-01', '2026-10-25'].map((each) =>
      at(`${each}T23:00:00Z`),
    )
    expect(bestTime({ ...asked, own: sundays }, now).hour).toBe(10)
    const sunday = { from: new Date('2026-11-22T13:00:00Z'), until: new Date('2026-11-23T03:00:00Z') }
    expect(bestTime({ ...asked, ...sunday, own: sundays }, now).hour).toBe(16)
  })
})

describe('by which channel', () => {
  const reach = (channel: 'sms' | 'email' | 'whatsapp' | 'push', cost: number, reachable = true) => ({
    channel,
    cost,
    reachable,
  })
  const none = { signs: [], uses: new Map() }
  const channels = [reach('sms', 1100), reach('email', 100), reach('whatsapp', 2500)]
  const order = (own: Parameters<typeof orderChannels>[1]['own'], value: number, asked = channels) =>
    orderChannels(asked, { own, everybody: none, value }).map(({ channel }) => channel)

  test('where an answer is worth much, the channel that is answered; where little, the cheap one', () => {
    expect(order(none, 5000)).toEqual(['whatsapp', 'sms', 'email'])
    expect(order(none, 20)).toEqual(['email', 'sms', 'whatsapp'])
  })

  test('what they answer themselves counts more than a guess', () => {
    const own = { signs: [], uses: new Map([['email' as const, { sent: 10, answered: 8 }]]) }
    expect(order(own, 5000)[0]).toBe('email')
    const deaf = { signs: [], uses: new Map([['whatsapp' as const, { sent: 40, answered: 0 }]]) }
    expect(order(deaf, 5000)).toEqual(['sms', 'email', 'whatsapp'])
  })

  test('what does not reach them is not in the order', () => {
    expect(order(none, 5000, [reach('sms', 1, false), reach('push', 0)])).toEqual(['push'])
  })
})
