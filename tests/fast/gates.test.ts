import { describe, expect, test } from 'vitest'
import type { OutboundSender } from '#contract/outbound.ts'
import {
  addressFor,
  decide,
  type GateRules,
  gateWords,
  type OutboundMessage,
  type OwnAddress,
  type PersonFacts,
  withExposures,
} from '#orchestrator/index.ts'
import {
  ago,
  aMessage,
  aPerson,
  aTouch,
  aWaiting,
  gateNow,
  phone,
  said,
  someFacts,
} from '../support/gate-facts.ts'

/** `gate: reason`, or null where it may leave. */
function refusal(
  message: Partial<OutboundMessage>,
  person: Partial<PersonFacts> = {},
  rules: Partial<GateRules> = {},
): string | null {
  const answer = decide(aMessage(message), someFacts(person, rules))
  return answer.allowed ? null : `${answer.gate}: ${answer.reason}`
}
const sms: OwnAddress = { ...phone, channel: 'sms', lastInboundAt: null }
const bySms = { channel: 'sms', to: sms } as const
const mia: OutboundSender = { type: 'associate', staffId: 'stf_mia', name: 'Mia' }

describe('provider_block', () => {
  test('an address that is blocked gets nothing, not even an answer', () => {
    for (const blocked of ['provider_opted_out', 'unreachable', 'invalid_address'] as const)
      expect(refusal({ kind: 'reply', to: { ...phone, blocked } })).toBe(`provider_block: ${blocked}`)
  })

  test('the provider’s marketing limit holds touches back until it ends, and what they need goes', () => {
    const to = { ...phone, restUntil: ago(-2) }
    expect(refusal({ to })).toBe('provider_block: resting')
    expect(refusal({ to, kind: 'service' })).toBeNull()
    expect(refusal({ to: { ...phone, restUntil: gateNow } })).toBeNull()
  })
})

describe('suppression and consent', () => {
  const { consent } = aPerson()

  test('who is on the list gets one confirmation of a stop and nothing else', () => {
    const listed = { consent: { ...consent, suppressed: true } }
    expect(refusal({ kind: 'transactional' }, listed)).toBe('suppression: suppressed')
    expect(refusal({ kind: 'confirmation' }, listed)).toBeNull()
    expect(refusal({ kind: 'confirmation' }, { exists: false })).toBe('suppression: erased')
  })

  test('who wrote STOP and writes again gets an answer', () => {
    const stopped = { consent: { ...consent, entries: said('denied', ago(1)) } }
    expect(refusal({ kind: 'reply' }, stopped)).toBeNull()
    expect(refusal({ kind: 'service' }, stopped)).toBe('consent: denied')
  })

  test('a yes for one purpose or address is none for another', () => {
    const only = said('granted', ago(5)).filter(({ purpose }) => purpose === 'clienteling')
    const one = only.map((entry) => ({ ...entry, address: '+13035550199' }))
    expect(refusal({ kind: 'clienteling' }, { consent: { ...consent, entries: only } })).toBeNull()
    expect(refusal({ kind: 'marketing' }, { consent: { ...consent, entries: only } })).toBe(
      'consent: never_asked',
    )
    expect(refusal({ kind: 'clienteling' }, { consent: { ...consent, entries: one } })).toBe(
      'consent: never_asked',
    )
  })

  test('a yes for one of their numbers is none for the other', () => {
    const identifiers = [phone.value, '+13035550199'].map((value) => ({ kind: 'phone' as const, value }))
    const entries = said('granted', ago(5)).map((entry) => ({ ...entry, address: '+13035550199' }))
    const person = { consent: { ...consent, identifiers, entries } }
    expect(refusal({ to: phone }, person)).toBe('consent: never_asked')
    expect(refusal({ to: { ...phone, value: '+13035550199' } }, person)).toBeNull()
  })

  test('of a ledger that nobody read nothing is concluded', () => {
    expect(() => refusal({ kind: 'marketing' }, { ledgerOf: ['service'] })).toThrow(/nobody has read/)
    expect(refusal({ kind: 'reply' }, { ledgerOf: [] })).toBeNull()
  })

  test('a pause stops promotion and nothing else', () => {
    const preferences = { ...consent.preferences, pausedUntil: ago(-24) }
    const paused = { consent: { ...consent, preferences } }
    expect(refusal({}, paused)).toBe('consent: paused')
    expect(refusal({ kind: 'service' }, paused)).toBeNull()
  })
})

describe('holdout', () => {
  const held = (share: number) => ({ holdouts: { global: share, associates: share, journeys: share } })
  const exposed = (variation: 'control' | 'treated', experiment = 'holdout:global') => ({
    experiment,
    variation,
  })

  test('the arm somebody was exposed in decides; both arms are told, at this gate', () => {
    const control = decide(aMessage(), someFacts({ exposures: [exposed('control')] }))
    expect(control).toMatchObject({
      gate: 'holdout',
      reason: 'held_out',
      detail: { experiment: 'holdout:global' },
    })
    expect(control.exposures.map(({ variation }) => variation)).toEqual(['control'])
    const capped = decide(
      aMessage(),
      someFacts(
        { touches: [aTouch(40, { kind: 'clienteling' })] },
        {
          caps: [{ channel: 'all', purpose: 'all', limit: 1, hours: 48 }],
        },
      ),
    )
    expect(capped).toMatchObject({ gate: 'caps' })
    expect(capped.exposures.map(({ variation }) => variation)).toEqual(['treated'])
  })

  test('what is refused before it exposes nobody', () => {
    const answer = decide(aMessage(), someFacts({ exists: false, exposures: [] }))
    expect(answer.exposures).toEqual([])
  })

  test('a merge across arms: no touch, and no exposure', () => {
    const answer = decide(aMessage(), someFacts({ exposures: [exposed('control'), exposed('treated')] }))
    expect(answer).toMatchObject({ reason: 'crossover', exposures: [] })
  })

  test('associates and journeys have their own beside the global one; the agent has none', () => {
    const treated = { exposures: [exposed('treated')] }
    const asked = (sender: OutboundSender, experiment: string | null = null) =>
      decide(aMessage({ sender, experiment }), someFacts(treated, held(5))).exposures.map(
        ({ experiment: { key } }) => key,
      )
    expect(asked({ type: 'agent' })).toEqual(['holdout:global'])
    expect(asked(mia)).toEqual(['holdout:global', 'holdout:associates'])
    expect(asked(mia, 'holdout:associates')).toEqual(['holdout:global', 'holdout:associates'])
    expect(asked({ type: 'journey', name: 'winback' })).toEqual(['holdout:global', 'holdout:journey:winback'])
    expect(() => asked({ type: 'agent' }, 'holdout:nothing')).toThrow(/holdout that there is not/)
  })

  test('about the share is held out of many, and asked again after the record nobody changes', () => {
    const people = Array.from({ length: 4000 }, (_, i) => aPerson({ rootId: `cus_${i}`, exposures: [] }))
    const decisions = people.map((person) => ({
      person,
      answer: decide(aMessage(), { ...someFacts(), person }),
    }))
    const out = decisions.filter(({ answer }) => !answer.allowed)
    expect(out.length / people.length).toBeGreaterThan(0.04)
    expect(out.length / people.length).toBeLessThan(0.06)
    for (const { person, answer } of decisions.slice(0, 200)) {
      const recorded = withExposures(person, answer.exposures)
      const again = decide(aMessage(), { ...someFacts({}, held(50)), person: recorded })
      expect(again.allowed).toBe(answer.allowed)
    }
  })
})

describe('region', () => {
  const template = { category: 'marketing' as const }

  test('no WhatsApp marketing template goes to a US number or a US user id; to Canada it does', () => {
    const to = (value: string, kind: OwnAddress['kind'] = 'phone') => ({ ...phone, value, kind })
    const asked = (address: OwnAddress) =>
      refusal(
        { to: address, template },
        {
          consent: {
            ...aPerson().consent,
            identifiers: [
              { kind: 'phone', value: address.value },
              { kind: 'whatsapp_id', value: address.value },
            ],
          },
        },
      )
    const barred = 'region: no_marketing_templates'
    expect(asked(to('+13035550100'))).toBe(barred)
    expect(asked(to('13035550100', 'whatsapp_id'))).toBe(barred)
    expect(asked(to('US.1349', 'whatsapp_id'))).toBe(barred)
    expect(asked(to('+16045550100'))).toBeNull()
    expect(asked(to('IN.1349', 'whatsapp_id'))).toBeNull()
    expect(refusal({ template: { category: 'utility' }, kind: 'service' })).toBeNull()
  })

  test('in Florida three in 24 hours on one subject, whoever lives there or has a number from there', () => {
    const three = (subject: string | null) =>
      [20, 21, 22].map((hours) => aTouch(hours, { channel: 'sms', kind: 'clienteling', subject }))
    const home = { homes: [{ country: 'US', region: 'Florida' }] }
    const boots = { ...bySms, subject: 'boots' }
    expect(refusal(boots, { ...home, touches: three('boots') })).toBe('region: subject_limit')
    expect(refusal(boots, { ...home, touches: three('tents') })).toBeNull()
    expect(refusal(bySms, { ...home, touches: three(null) })).toBe('region: subject_limit')
    expect(refusal(boots, { ...home, touches: three('boots').slice(1) })).toBeNull()
    expect(refusal(boots, { touches: three('boots') })).toBeNull()
    expect(refusal({ ...boots, kind: 'service' }, { ...home, touches: three('boots') })).toBeNull()
    const value = '+13055550100' // Miami
    const consent = { ...aPerson().consent, identifiers: [{ kind: 'phone' as const, value }] }
    expect(refusal({ ...boots, to: { ...sms, value } }, { touches: three('boots'), consent })).toBe(
      'region: subject_limit',
    )
  })
})

describe('quiet hours', () => {
  test('a text is held until the window opens in their zone; a mail and the open chat are not', () => {
    const night = new Date('2026-11-21T06:30:00Z') // 23:30 in Denver
    const at = (message: Partial<OutboundMessage>) =>
      decide(aMessage(message), someFacts({}, { quietHours: { from: 9, until: 20 } }, night))
    expect(at(bySms)).toMatchObject({
      gate: 'quiet_hours',
      until: new Date('2026-11-21T16:00:00Z'),
      detail: { zones: ['America/Denver'] },
    })
    expect(at({ ...bySms, kind: 'service' }).allowed).toBe(true)
    const mail = { ...phone, channel: 'email' as const, kind: 'email' as const, value: 'a@example.com' }
    expect(at({ channel: 'email', to: mail }).allowed).toBe(true)
    expect(at({ channel: 'web', to: { ...phone, channel: 'web', kind: 'session' } }).allowed).toBe(true)
    expect(at({ channel: 'push', to: { ...phone, channel: 'push', kind: 'push_token' } })).toMatchObject({
      reason: 'quiet_hours',
    })
  })

  test('without hours of the shop those of the law hold', () => {
    const night = new Date('2026-11-21T06:30:00Z') // 23:30 in Denver; the law opens at 8
    expect(decide(aMessage(bySms), someFacts({}, {}, night))).toMatchObject({
      until: new Date('2026-11-21T15:00:00Z'),
    })
    const evening = new Date('2026-11-21T03:30:00Z') // 20:30: Florida closes at 20, the others at 21
    const home = { homes: [{ country: 'US', region: 'Florida' }], confirmedZone: 'America/Denver' }
    expect(decide(aMessage(bySms), someFacts({}, {}, evening)).allowed).toBe(true)
    expect(decide(aMessage(bySms), someFacts(home, {}, evening)).allowed).toBe(false)
  })

  test('where no hour suits all the zones they may be in, it is refused', () => {
    const far = { confirmedZone: 'Asia/Tokyo', homes: [{ country: 'US', region: 'New York' }] }
    const answer = refusal(bySms, far, { quietHours: { from: 10, until: 18 } })
    expect(answer).toBe('quiet_hours: no_common_hours')
  })
})

describe('open ticket', () => {
  const talk = (staffId: string | null) => ({ customerId: 'cus_a', conversationId: 'con_1', staffId })

  test('nothing is sold to who waits for staff or talks with them; the one who holds it may', () => {
    expect(refusal({}, { withStaff: [talk(null)] })).toBe('open_ticket: with_staff')
    expect(refusal({ sender: mia }, { withStaff: [talk(null)] })).toBe('open_ticket: with_staff')
    expect(refusal({ sender: mia }, { withStaff: [talk('stf_mia')] })).toBeNull()
    expect(refusal({ sender: mia }, { withStaff: [talk('stf_mia'), talk('stf_jonas')] })).toBe(
      'open_ticket: with_staff',
    )
    expect(refusal({ sender: mia }, { withStaff: [talk('stf_mia')], openTickets: ['T1'] })).toBe(
      'open_ticket: open_ticket',
    )
  })
})

describe('promotion today', () => {
  const onlyToday = 'promotion_today: promotion_today'

  test('a day is the recipient’s: yesterday evening bars nothing, this morning does', () => {
    // 15:00 in Denver; midnight there was 15 hours ago
    expect(refusal({}, { touches: [aTouch(14.5)] })).toBe(onlyToday)
    expect(refusal({}, { touches: [aTouch(15.5)] })).toBeNull()
    expect(refusal({ kind: 'clienteling' }, { touches: [aTouch(14.5)] })).toBe(onlyToday)
    expect(refusal({}, { touches: [aTouch(14.5, { kind: 'clienteling' })] })).toBeNull()
    expect(refusal({}, { touches: [aTouch(14.5)] }, { onePromotionADay: false })).toBeNull()
    expect(refusal({}, { touches: [aWaiting(0, { priority: -1 })] })).toBeNull()
  })

  test('one that only waits may still not go out: who comes second waits for what becomes of it', () => {
    const first = aWaiting(0.1, { priority: 9 })
    const answer = decide(aMessage({}), someFacts({ touches: [first] }))
    expect(answer).toMatchObject({ reason: 'promotion_today', detail: { winnerId: first.outboxId } })
    expect(answer).toHaveProperty('until')
    const off = decide(aMessage({}), someFacts({ touches: [first] }, { arbitrationMinutes: 0 }))
    expect(off).not.toHaveProperty('until')
  })
})

describe('channel rules', () => {
  test('on WhatsApp free words go for 24 hours after they wrote, then a template', () => {
    const heard = (hours: number | null) => ({
      ...phone,
      lastInboundAt: hours === null ? null : ago(hours),
    })
    expect(refusal({ kind: 'reply', to: heard(23.99) })).toBeNull()
    expect(refusal({ kind: 'reply', to: heard(24) })).toBe('channel_rules: window_closed')
    expect(refusal({ kind: 'reply', to: heard(null) })).toBe('channel_rules: window_closed')
    const utility = { template: { category: 'utility' as const }, to: heard(30) }
    expect(refusal({ kind: 'reply', ...utility })).toBeNull()
    expect(refusal({ kind: 'clienteling', ...utility })).toBe('channel_rules: template_category')
    expect(refusal({ kind: 'marketing', ...utility })).toBe('channel_rules: template_category')
  })

  test('a marketing template answers nobody, also within the 24 hours', () => {
    const selling = { template: { category: 'marketing' as const }, to: { ...phone, lastInboundAt: ago(1) } }
    for (const kind of ['reply', 'confirmation'] as const)
      expect(refusal({ kind, ...selling })).toBe('channel_rules: template_category')
  })

  test('what the composer says is the reason, and there must be somewhere to go', () => {
    const reasons = [
      'empty',
      'too_long',
      'unknown_template',
      'template_parameter',
      'template_not_approved',
    ] as const
    for (const reason of reasons)
      expect(refusal({ composed: { ok: false, reason } })).toBe(`channel_rules: ${reason}`)
    expect(refusal({ kind: 'reply', to: null })).toBe('channel_rules: no_address')
    expect(refusal({ kind: 'reply', channel: 'web', to: null })).toBe('channel_rules: no_open_chat')
  })

  test('a promotion by SMS has a limit of parts; an answer has none', () => {
    const composed = { ok: true as const, segments: 4 }
    expect(refusal({ ...bySms, composed })).toBe('channel_rules: too_many_segments')
    expect(refusal({ ...bySms, composed, kind: 'reply' })).toBeNull()
    expect(refusal({ ...bySms, composed: { ok: true, segments: 3 } })).toBeNull()
  })
})

describe('once', () => {
  const confirmed = (minutes: number) =>
    aTouch(minutes / 60, {
      kind: 'confirmation',
      channel: 'sms',
      subject: 'stop',
      createdAt: ago(minutes / 60),
    })
  const again = { kind: 'confirmation' as const, ...bySms, subject: 'stop' }

  test('the same is confirmed once in five minutes; another matter is confirmed too', () => {
    expect(refusal(again, { touches: [confirmed(4.9)] })).toBe('once: confirmed_already')
    expect(refusal(again, { touches: [confirmed(5.1)] })).toBeNull()
    expect(refusal({ ...again, subject: 'start' }, { touches: [confirmed(1)] })).toBeNull()
  })

  test('of two that wait the earlier one goes', () => {
    const [first, second] = [confirmed(2), confirmed(1)]
    const touches = [first, second].map((each) => ({ ...each, startedAt: null }))
    const asked = (own: typeof first) =>
      refusal({ ...again, outboxId: own.outboxId, createdAt: own.createdAt }, { touches })
    expect([asked(first), asked(second)]).toEqual([null, 'once: confirmed_already'])
  })
})

describe('fatigue', () => {
  const rule = { fatigue: { touches: 3, days: 30, restDays: 10 } }
  const days = (...ago: number[]) => ({
    touches: ago.map((each) => aTouch(each * 24, { kind: 'clienteling' })),
  })

  test('so many touches without a sign of life: a rest after the last of them', () => {
    expect(refusal({}, days(28, 9, 8), rule)).toBe('fatigue: tired')
    expect(refusal({}, days(9, 8), rule)).toBeNull()
    expect(refusal({}, days(45, 9, 8), rule)).toBeNull() // not within 30 days
    expect(refusal({}, days(38, 30, 10.1), rule)).toBeNull() // rested
    expect(refusal({}, days(38, 30, 9.9), rule)).toBe('fatigue: tired')
  })

  test('a click or a message since ends it', () => {
    expect(refusal({}, { ...days(28, 9, 8), engagedAt: ago(7 * 24) }, rule)).toBeNull()
    expect(refusal({}, { ...days(28, 9, 8), engagedAt: ago(29 * 24) }, rule)).toBe('fatigue: tired')
  })
})

describe('arbitration', () => {
  const rival = (more: Parameters<typeof aWaiting>[1]) => aWaiting(1, { kind: 'clienteling', ...more })
  const own = { outboxId: 'out_own', createdAt: ago(1), priority: 5, expectedValue: 100 }

  test('of several that are due the best one wins, and the others know by whom', () => {
    const asked = (more: Parameters<typeof aWaiting>[1]) =>
      refusal(own, { touches: [rival({ priority: 5, expectedValue: 100, ...more })] })
    const lost = 'arbitration: outranked'
    expect(asked({ priority: 6, expectedValue: 0 })).toBe(lost)
    expect(asked({ priority: 4, expectedValue: 999 })).toBeNull()
    expect(asked({ expectedValue: 101 })).toBe(lost)
    expect(asked({ expectedValue: 99 })).toBeNull()
    expect(asked({ createdAt: ago(2) })).toBe(lost)
    expect(asked({ createdAt: ago(0.5) })).toBeNull()
    expect(asked({ createdAt: ago(1), outboxId: 'out_a' })).toBe(lost)
    expect(asked({ createdAt: ago(1), outboxId: 'out_z' })).toBeNull()
    expect(asked({ priority: 9, dueAt: ago(-1), held: true })).toBeNull()
    const best = rival({ priority: 9 })
    const answer = decide(
      aMessage(own),
      someFacts({ touches: [rival({ priority: 7 }), best, rival({ priority: 8 })] }),
    )
    expect(answer).toMatchObject({ detail: { winnerId: best.outboxId } })
  })

  test('exactly one of any set that is due may go', () => {
    const rivals = [3, 9, 9, 1].map((priority, i) => rival({ priority, createdAt: ago(1 + (i % 2)) }))
    const winners = rivals.filter((each) => {
      const { outboxId, createdAt, priority, expectedValue } = each
      return (
        refusal(
          { kind: 'clienteling', outboxId, createdAt, priority, expectedValue },
          { touches: rivals },
        ) === null
      )
    })
    expect(winners).toHaveLength(1)
  })

  test('nothing follows another within the window; without one nothing is outranked', () => {
    const gone = (minutes: number) => ({ touches: [aTouch(minutes / 60, { kind: 'clienteling' })] })
    expect(refusal({}, gone(59))).toBe('arbitration: too_soon')
    expect(refusal({}, gone(61))).toBeNull()
    expect(refusal({ kind: 'service' }, gone(1))).toBeNull()
    const off = { arbitrationMinutes: 0 }
    expect(refusal({}, gone(1), off)).toBeNull()
    expect(refusal({}, { touches: [rival({ priority: 9 })] }, off)).toBeNull()
  })
})

describe('who comes second', () => {
  const own = { outboxId: 'out_own', createdAt: ago(1) }
  const winner = (more: Parameters<typeof aTouch>[1]) => aTouch(0.001, { kind: 'clienteling', ...more })
  const asked = (message: Partial<OutboundMessage>, ...touches: ReturnType<typeof aTouch>[]) =>
    decide(aMessage(message), someFacts({ touches }))

  test('waits while the first is with its provider, whichever gate it is that counts it', () => {
    const first = winner({ underway: true })
    expect(asked(own, first)).toMatchObject({ gate: 'arbitration', detail: { winnerId: first.outboxId } })
    expect(asked(own, first)).toHaveProperty('until')
    const promotion = winner({ underway: true, kind: 'marketing' })
    expect(asked(own, promotion)).toMatchObject({ gate: 'promotion_today', until: expect.any(Date) })
    // what would be refused without it is refused
    expect(asked(own, promotion, aTouch(2))).not.toHaveProperty('until')
  })

  test('waits for one that is tried again later, and is outranked once it went out', () => {
    const again = aWaiting(0.1, { kind: 'clienteling', priority: 9, dueAt: ago(-0.2) })
    const answer = asked(own, again)
    expect(answer).toMatchObject({ reason: 'outranked' })
    expect(answer.allowed ? null : answer.until?.getTime()).toBeGreaterThan(ago(-0.2).getTime())
    const gone = winner({})
    expect(asked({ ...own, winnerId: gone.outboxId }, gone)).toMatchObject({ reason: 'outranked' })
    expect(asked(own, gone)).toMatchObject({ reason: 'too_soon' })
    expect(asked({ ...own, winnerId: gone.outboxId }, gone)).not.toHaveProperty('until')
  })
})

describe('what a message is made of', () => {
  test('what is not to be had or not true any more does not go, of no kind', () => {
    const resolved = { ok: false as const, reason: 'sold_out' as const, detail: 'p_1' }
    for (const kind of ['reply', 'service', 'marketing'] as const)
      expect(decide(aMessage({ kind, resolved }), someFacts())).toMatchObject({
        gate: 'content',
        reason: 'sold_out',
        detail: { about: 'p_1' },
      })
  })

  test('only one that is nothing without its offer is kept back by it', () => {
    const offer = { offerId: 'ofr_1', allowed: false as const, reason: 'cooldown' as const }
    expect(refusal({ offer: { ...offer, required: true } })).toBe('offer: cooldown')
    expect(refusal({ offer: { ...offer, required: false } })).toBeNull()
    expect(refusal({ offer: { offerId: 'ofr_1', required: true, allowed: true } })).toBeNull()
  })
})

describe('the address of a message', () => {
  const other: OwnAddress = { ...phone, value: '+13035550101', lastInboundAt: ago(5) }
  const chosen = (addresses: OwnAddress[], kind: OutboundMessage['kind'] = 'marketing') =>
    addressFor(
      aPerson({
        addresses,
        consent: {
          ...aPerson().consent,
          identifiers: addresses.map(({ value }) => ({ kind: 'phone', value })),
        },
      }),
      { kind, channel: 'whatsapp' },
      gateNow,
    )?.value

  test('is one that most speaks for: reachable, allowed, heard from last', () => {
    expect(chosen([other, phone])).toBe(phone.value)
    expect(chosen([other, { ...phone, blocked: 'unreachable' }])).toBe(other.value)
    expect(chosen([other, { ...phone, restUntil: ago(-1) }])).toBe(other.value)
    expect(chosen([other, { ...phone, restUntil: ago(-1) }], 'service')).toBe(phone.value)
    expect(chosen([other, { ...phone, own: false }])).toBe(other.value)
    expect(chosen([])).toBeUndefined()
  })
})

describe('words for staff', () => {
  test('carry figures, and the hour in the customer’s zone', () => {
    const zones = ['America/Denver']
    const until = new Date('2026-11-21T16:00:00Z')
    expect(gateWords({ allowed: true })).toBe('')
    expect(gateWords({ allowed: false, reason: 'denied' })).toBe('They said no')
    expect(gateWords({ allowed: false, reason: 'quiet_hours', until, detail: { zones, until } })).toBe(
      'Quiet hours: until Sat 09:00 in Denver',
    )
    expect(
      gateWords({ allowed: false, reason: 'cap_reached', detail: { count: 3, limit: 3, hours: 168 } }),
    ).toBe('As many messages as the shop allows: 3 of 3 in 7 days')
    expect(gateWords({ allowed: false, reason: 'resting', detail: { until } })).toBe(
      'The provider lets them rest from promotion: until 21 Nov, 16:00 UTC',
    )
  })
})
