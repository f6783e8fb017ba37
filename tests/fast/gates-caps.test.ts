import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutboundChannel } from '#contract/outbound.ts'
import { decide, type GateRules, withTouch } from '#orchestrator/index.ts'
import { ago, aMessage, aPerson, aTouch, aWaiting, gateNow, phone, someFacts } from '../support/gate-facts.ts'

const HOUR = 3_600_000
const channels = ['sms', 'whatsapp', 'email'] as const
const kinds = ['clienteling', 'marketing'] as const
type Cap = GateRules['caps'][number]
type Sent = { channel: OutboundChannel; kind: (typeof kinds)[number]; at: number }

const cap = fc.record({
  channel: fc.constantFrom('all' as const, ...channels),
  purpose: fc.constantFrom('all' as const, ...kinds),
  limit: fc.integer({ min: 1, max: 4 }),
  hours: fc.integer({ min: 1, max: 60 }),
})
const attempt = fc.record({
  channel: fc.constantFrom(...channels),
  kind: fc.constantFrom(...kinds),
  /** Since the attempt ago, and from being asked for to going out. */
  after: fc.integer({ min: 0, max: 4 * 60 }),
  waits: fc.constantFrom(0, 0, 1, 90, 600),
})

/** The most that any window of this length holds, laid at every message in turn. */
function fullest(sent: readonly Sent[], { channel, purpose, hours }: Cap): number {
  const counted = sent.filter(
    (each) => (channel === 'all' || each.channel === channel) && (purpose === 'all' || each.kind === purpose),
  )
  const from = ({ at }: Sent) =>
    counted.filter((each) => each.at >= at && each.at <= at + hours * HOUR).length
  return Math.max(0, ...counted.map(from))
}

describe('caps', () => {
  test('no window, however it is laid, ever holds more than the limit, whatever is asked for and when', () => {
    fc.assert(
      fc.property(fc.array(cap, { maxLength: 3 }), fc.array(attempt, { maxLength: 40 }), (caps, attempts) => {
        const rules = { caps, arbitrationMinutes: 0, onePromotionADay: false, quietHours: null }
        let person = aPerson()
        const sent: Sent[] = []
        // what was asked for, and when it goes out
        const queue: { at: number; outboxId: string; channel: OutboundChannel; kind: Sent['kind'] }[] = []
        const dispatchUntil = (until: number) => {
          for (const next of queue.sort((a, b) => a.at - b.at).splice(0)) {
            if (next.at > until) queue.push(next)
            else dispatch(next)
          }
        }
        const ask = (more: object, at: number) =>
          decide(aMessage({ to: { ...phone, channel: 'email' }, ...more }), {
            ...someFacts({}, rules, new Date(at)),
            person: { ...person, consent: { ...person.consent } },
          })
        const dispatch = ({ at, outboxId, channel, kind }: (typeof queue)[number]) => {
          const answer = ask({ ...byMail, kind, outboxId, channel }, at)
          const waiting = person.touches.find((touch) => touch.outboxId === outboxId)
          if (!waiting) throw new Error('what goes out was asked for')
          const others = { ...person, touches: person.touches.filter((touch) => touch !== waiting) }
          person = answer.allowed ? withTouch(person, { ...waiting, startedAt: new Date(at) }) : others
          if (answer.allowed) sent.push({ channel, kind, at })
        }
        let now = gateNow.getTime()
        for (const { channel, kind, after, waits } of attempts) {
          now += after * 60_000
          dispatchUntil(now)
          if (!ask({ ...byMail, kind, channel }, now).allowed) continue
          const touch = aWaiting(0, { channel, kind, createdAt: new Date(now), dueAt: null })
          person = withTouch(person, touch)
          queue.push({ at: now + waits * 60_000, outboxId: touch.outboxId, channel, kind })
        }
        dispatchUntil(Number.POSITIVE_INFINITY)
        for (const each of caps) expect(fullest(sent, each)).toBeLessThanOrEqual(each.limit)
      }),
      { numRuns: 400 },
    )
  })

  test('count what associates, agent and journeys send alike, and what stands in the queue only when asked', () => {
    const rules = { caps: [{ channel: 'all' as const, purpose: 'all' as const, limit: 2, hours: 48 }] }
    const gone = aTouch(30, { kind: 'clienteling' })
    const waiting = aWaiting(0, { kind: 'clienteling', createdAt: ago(1) })
    const facts = someFacts({ touches: [gone, waiting] }, rules)
    expect(decide(aMessage({ kind: 'clienteling' }), facts)).toMatchObject({
      gate: 'caps',
      reason: 'cap_reached',
      detail: { count: 2, limit: 2, hours: 48 },
    })
    // one that comes first is not kept back by what waits behind it
    expect(decide(aMessage({ kind: 'clienteling', priority: 1 }), facts).allowed).toBe(true)
    expect(decide(aMessage({ kind: 'clienteling', outboxId: 'out_x', priority: 1 }), facts).allowed).toBe(
      true,
    )
    const held = someFacts({ touches: [gone, { ...waiting, held: true, dueAt: ago(-5) }] }, rules)
    expect(decide(aMessage({ kind: 'clienteling' }), held).allowed).toBe(true)
  })

  test('never count a row against itself', () => {
    const rules = { caps: [{ channel: 'all' as const, purpose: 'all' as const, limit: 1, hours: 48 }] }
    const own = aTouch(0.1, { kind: 'clienteling' })
    const facts = someFacts({ touches: [own] }, rules)
    expect(decide(aMessage({ kind: 'clienteling', outboxId: own.outboxId }), facts).allowed).toBe(true)
    expect(decide(aMessage({ kind: 'clienteling', outboxId: 'out_x' }), facts).allowed).toBe(false)
  })

  test('a touch counts to the very end of its window, and no longer', () => {
    const at = (hours: number) =>
      decide(
        aMessage(),
        someFacts(
          { touches: [aTouch(hours, { channel: 'whatsapp' })] },
          { caps: [{ channel: 'whatsapp', purpose: 'marketing', limit: 1, hours: 48 }] },
        ),
      ).allowed
    expect([at(47.9), at(48), at(48.1)]).toEqual([false, false, true])
  })

  test('the customer’s own wish wins where it is stricter, and loses nothing where it is not', () => {
    const wished = (frequency: object, hours: number, limit: number) => {
      const touches = [aTouch(hours, { channel: 'whatsapp', kind: 'clienteling' })]
      const { consent } = aPerson()
      const preferences = { ...consent.preferences, frequency }
      const caps = [{ channel: 'all' as const, purpose: 'all' as const, limit, hours: 7 * 24 }]
      const answer = decide(
        aMessage(),
        someFacts({ touches, consent: { ...consent, preferences } }, { caps }),
      )
      return answer.allowed ? null : answer.reason
    }
    expect(wished({ whatsapp: 'weekly' }, 6 * 24, 3)).toBe('own_limit')
    expect(wished({ whatsapp: 'weekly' }, 8 * 24, 3)).toBeNull()
    expect(wished({ whatsapp: 'monthly' }, 29 * 24, 3)).toBe('own_limit')
    expect(wished({ whatsapp: 'monthly' }, 31 * 24, 3)).toBeNull()
    expect(wished({ email: 'monthly' }, 6 * 24, 3)).toBeNull()
    expect(wished({ email: 'monthly' }, 6 * 24, 1)).toBe('cap_reached')
    expect(wished({ whatsapp: 'as_it_comes' }, 6 * 24, 3)).toBeNull()
  })
})

const byMail = { to: { ...phone, channel: 'email' as const, kind: 'email' as const, value: 'a@example.com' } }
