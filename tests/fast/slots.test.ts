import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '#contract/problem.ts'
import { devices, type SlotAudience, type SlotContent, type SlotStrategy, seasons } from '#contract/slots.ts'
import type { RecommendAsk } from '#domain/recommendation/index.ts'
import {
  answerOf,
  checkedSlot,
  checkedVariant,
  dayOfYear,
  decide,
  defaultRules,
  deviceOf,
  liveSlots,
  nearestStore,
  platformOf,
  proofLines,
  readVisit,
  seasonOf,
  signalsOfKey,
  type Visit,
} from '#domain/slots/index.ts'
import { slotsNow as now, shopOf, slotWith, stranger } from '../support/slot-shop.ts'

const person = {
  segments: new Set(['seg_1']),
  loyaltyTier: 'Ridge',
  favouriteCategories: ['Home > Lamps'],
  returning: true,
}
const facts = {
  viewed: [],
  carted: [],
  wished: [],
  bought: new Map(),
  due: [],
  brands: new Map(),
  categories: new Map(),
  storeId: null,
}

/** What a slot of one variant with this audience shows this visit. */
function shownFor(audience: SlotAudience, visit: Visit, strategy: SlotStrategy = 'personal') {
  const live = liveSlots([slotWith({ strategy }, [{ audience }])], defaultRules)
  const [slot] = decide(live, undefined, visit, shopOf([]), now).slots
  return { isVariant: slot?.variantId === 'v0', reason: slot?.reason }
}

describe('audiences', () => {
  const cases: [string, SlotAudience, Partial<Visit['signals']>, string][] = [
    [
      'a host',
      { referrers: ['instagram.com'] },
      { referrer: 'l.instagram.com' },
      'Because you come from Instagram.',
    ],
    ['a campaign', { campaigns: ['Autumn'] }, { campaign: 'autumn' }, 'Because you followed a link of ours.'],
    [
      'a city, whatever its accents',
      { cities: ['Zürich'] },
      { city: 'Zurich' },
      'Because you seem to be in Zürich.',
    ],
    ['a country', { countries: ['US'] }, { country: 'US' }, 'Because you seem to be in the United States.'],
    ['a device', { devices: ['phone'] }, { device: 'phone' }, 'Because you use a phone.'],
    [
      'a search',
      { searches: ['rain jacket'] },
      { search: 'Rain jacket men' },
      'Because you searched for rain jacket.',
    ],
    [
      'a category above the page’s',
      { categories: ['Clothing'] },
      { categories: ['Clothing > Jackets'] },
      'Because you are looking at Clothing.',
    ],
    [
      'a path with a star',
      { paths: ['/products/*'] },
      { path: '/products/lamp' },
      'Because of the page you are on.',
    ],
    [
      'the weather',
      { weather: ['rain'] },
      { weather: ['rain'], city: 'Hamburg' },
      'Because of the weather in Hamburg.',
    ],
    ['a season', { seasons: ['winter'] }, {}, 'Because it is winter.'],
    [
      'days over the new year',
      { days: { from: '12-20', until: '01-20' } },
      {},
      'Because of the time of the year.',
    ],
    ['a segment', { segments: ['seg_1'] }, { person }, 'Because of what you have done here before.'],
    ['a tier', { loyaltyTiers: ['ridge'] }, { person }, 'Because you are ridge in our loyalty programme.'],
    ['a favourite', { favouriteCategories: ['Lamps'] }, { person }, 'Because you often look at Lamps.'],
    ['somebody who came back', { visitor: 'returning' }, { person }, 'Because you have been here before.'],
    [
      'two signals',
      { cities: ['Hamburg'], devices: ['phone'] },
      { city: 'hamburg', device: 'phone' },
      'Because you seem to be in Hamburg and you use a phone.',
    ],
  ]
  test.each(cases)('%s is met and named, and not met by a stranger', (_, audience, signals, reason) => {
    expect(shownFor(audience, stranger(signals))).toMatchObject({ isVariant: true, reason: { text: reason } })
    const other = stranger({ season: null, day: '06-01' })
    expect(shownFor(audience, other)).toMatchObject({ isVariant: false, reason: { code: 'default' } })
  })

  test('what could give somebody away is used, but not named on a screen that others may see', () => {
    const knows = { ...person, favouriteCategories: ['Health > Pregnancy tests'] }
    const { isVariant, reason } = shownFor(
      { favouriteCategories: ['Pregnancy tests'] },
      stranger({ person: knows }),
    )
    expect(isVariant).toBe(true)
    expect(reason?.text).toBe('Because of what you often look at.')
  })

  test('every condition must hold', () => {
    const audience: SlotAudience = { cities: ['Hamburg'], devices: ['phone'] }
    expect(shownFor(audience, stranger({ city: 'hamburg' })).isVariant).toBe(false)
  })

  test('a slot looks no further than its strategy', () => {
    const known = stranger({ person, city: 'Hamburg' })
    expect(shownFor({ segments: ['seg_1'] }, known, 'contextual').isVariant).toBe(false)
    expect(shownFor({ cities: ['Hamburg'] }, known, 'contextual').isVariant).toBe(true)
    expect(shownFor({ cities: ['Hamburg'] }, known, 'manual').isVariant).toBe(false)
    expect(shownFor({ seasons: ['winter'] }, known, 'manual').isVariant).toBe(true)
  })

  test('the strategy for all slots narrows that of each', () => {
    const slot = slotWith({}, [{ audience: { segments: ['seg_1'] } }])
    const live = liveSlots([slot], { ...defaultRules, strategy: 'contextual' })
    expect(decide(live, undefined, stranger({ person }), shopOf([]), now).slots[0]?.variantId).toBeNull()
  })

  test('a variant stands there from its beginning until its end', () => {
    const until = now.toISOString()
    const ended = slotWith({}, [{ until }, { from: until }])
    const live = liveSlots([ended], defaultRules)
    expect(decide(live, undefined, stranger(), shopOf([]), now).slots[0]?.variantId).toBe('v1')
  })
})

describe('rows', () => {
  const row = (content: SlotContent, name = 'home_row_1') =>
    slotWith(
      { name, kind: 'row', defaultContent: { title: 'All', row: { row: 'popular_here', limit: 4 } } },
      [{ content }],
    )
  const goods = ['a', 'b', 'c', 'd', 'e', 'f']

  test('a product stands in one row of a page only, and not the product of the page', () => {
    const forYou: SlotContent = { row: { row: 'for_you', limit: 3 } }
    const live = liveSlots([row(forYou), row(forYou, 'home_row_2')], defaultRules)
    const { slots } = decide(live, undefined, stranger({ productId: 'a' }), shopOf(goods), now)
    const shown = slots.flatMap(
      ({ content }) => content.row?.products.map(({ productId }) => productId) ?? [],
    )
    expect(shown).toEqual(['b', 'c', 'd', 'e', 'f'])
  })

  test('a row that could not be filled with what it says shows the next, and the default shows what there is', () => {
    const live = liveSlots([row({ row: { row: 'bought_together', limit: 3 } })], defaultRules)
    const filledUp = decide(
      live,
      undefined,
      stranger({ productId: 'z' }),
      shopOf(goods, { reason: 'in_stock' }),
      now,
    )
    expect(filledUp.slots[0]).toMatchObject({ variantId: null, content: { title: 'All' } })
    const fallback = decide(
      live,
      undefined,
      stranger({ productId: 'z' }),
      shopOf(goods, { strategy: 'fallback_popular', reason: 'bought_together' }),
      now,
    )
    expect(fallback.slots[0]?.variantId).toBeNull()
    const learned = decide(
      live,
      undefined,
      stranger({ productId: 'z' }),
      shopOf(goods, { reason: 'bought_together' }),
      now,
    )
    expect(learned.slots[0]?.variantId).toBe('v0')
  })

  test('a default row is never empty while the shop has something, even if the page has shown it already', () => {
    const live = liveSlots(
      [row({ row: { row: 'for_you', limit: 24 } }), row({ row: { row: 'for_you', limit: 3 } }, 'second')],
      defaultRules,
    )
    const [, second] = decide(live, undefined, stranger(), shopOf(goods), now).slots
    expect(second).toMatchObject({ variantId: null })
    expect(second?.content.row?.products).toHaveLength(4)
  })

  test('only a personal slot hands on what is known, and a manual one not even the visit', () => {
    const asked: (RecommendAsk & { knows: boolean })[] = []
    const shop = shopOf(goods)
    const watched = {
      ...shop,
      recommend: ((ask, known, at) => {
        asked.push({ ...ask, knows: known !== null })
        return shop.recommend(ask, known, at)
      }) as typeof shop.recommend,
    }
    const content: SlotContent = { row: { row: 'for_you', limit: 2 } }
    for (const strategy of ['personal', 'contextual', 'manual'] as const) {
      const slot = { ...row(content), strategy }
      decide(liveSlots([slot], defaultRules), undefined, stranger({}, { facts, viewed: ['z'] }), watched, now)
    }
    expect(asked.map(({ knows, viewed }) => [knows, viewed?.length])).toEqual([
      [true, 1],
      [false, 1],
      [false, 0],
    ])
  })
})

describe('segment keys', () => {
  const slots = [
    slotWith({}, [
      { audience: { segments: ['seg_1', 'seg_2'], devices: ['phone'] } },
      { audience: { cities: ['Bad Köstritz'], campaigns: ['a.b=c~d'] } },
    ]),
    slotWith({ name: 'second' }, [
      { audience: { favouriteCategories: ['Home > Lamps'] } },
      { audience: { visitor: 'new', countries: ['DE'] } },
      { audience: { referrers: ['example.org'] } },
    ]),
  ]
  const live = liveSlots(slots, defaultRules)
  const signals = fc.record({
    device: fc.constantFrom(...devices),
    city: fc.constantFrom(null, 'bad kostritz', 'Berlin'),
    campaign: fc.constantFrom(null, 'a.b=c~d', 'other'),
    country: fc.constantFrom(null, 'DE', 'FR'),
    referrer: fc.constantFrom(null, 'shop.example.org', 'else.where'),
    season: fc.constantFrom(null, ...seasons),
    person: fc.option(
      fc.record({
        segments: fc.uniqueArray(fc.constantFrom('seg_1', 'seg_2', 'seg_3')).map((ids) => new Set(ids)),
        loyaltyTier: fc.constantFrom(null, 'Ridge'),
        favouriteCategories: fc.constantFrom([], ['Home > Lamps > Brass'], ['Garden']),
        returning: fc.boolean(),
      }),
    ),
  })

  test('whoever shows the key of a visitor is shown what that visitor was', () => {
    fc.assert(
      fc.property(signals, (given) => {
        const visit = stranger(given)
        const decided = decide(live, undefined, visit, shopOf([]), now)
        const keyed = signalsOfKey(decided.segmentKey, live.inUse)
        const { path, productId, categories, tags, search, season, day } = visit.signals
        if (!keyed) throw new Error(`not understood: ${decided.segmentKey}`)
        const again = decide(
          live,
          undefined,
          stranger({ path, productId, categories, tags, search, season, day, ...keyed }),
          shopOf([]),
          now,
        )
        expect(again.slots.map((slot) => slot.variantId)).toEqual(decided.slots.map((slot) => slot.variantId))
        expect(again.segmentKey).toBe(decided.segmentKey)
      }),
    )
  })

  test('a key names only what the live slots tell apart', () => {
    const { segmentKey } = decide(
      live,
      undefined,
      stranger({ city: 'Berlin', season: 'summer', platform: 'ios', search: 'lamp' }),
      shopOf([]),
      now,
    )
    expect(segmentKey).toBe('m1.device=desktop')
  })

  test.each(['', 'm0', 'm1.city=paris', 'm1.seg=seg_9', 'm1.device=fridge', 'm1.x', 'm1.city=%', 'm1.city'])(
    '%j is no key',
    (key) => {
      expect(signalsOfKey(key, live.inUse)).toBeNull()
    },
  )
})

describe('social proof', () => {
  const counts = { viewedToday: 5, boughtThisWeek: 34, left: 3, inStore: { pieces: 2, city: 'Hamburg' } }
  const texts = (given: Partial<typeof counts>) =>
    proofLines(
      ['viewed_today', 'bought_this_week', 'left_in_stock', 'in_store'],
      { ...counts, ...given },
      defaultRules,
    ).map(({ text }) => text)

  test('says each count with its window', () => {
    expect(texts({})).toEqual([
      '5 people looked at this in the last 24 hours',
      '34 people bought this in the last 7 days',
      '3 left in stock',
      '2 in our Hamburg store now',
    ])
  })
  test('says nothing under the floor, of plenty, and of nothing', () => {
    expect(
      texts({ viewedToday: 4, boughtThisWeek: 0, left: 6, inStore: { pieces: 0, city: 'Hamburg' } }),
    ).toEqual([])
    expect(texts({ viewedToday: 4, boughtThisWeek: 0, left: 0 })).toEqual(['2 in our Hamburg store now'])
  })
})

describe('markup', () => {
  test('whatever the shop or its catalog says is text', () => {
    const attack = '"><script>alert(1)</script>'
    const content: SlotContent = {
      title: attack,
      text: attack,
      image: { url: '/a.svg', alt: attack },
      link: { label: attack, url: '/x?"onclick=' },
      row: { row: 'for_you', limit: 2 },
    }
    const live = liveSlots([slotWith({}, [{ content }])], defaultRules)
    const decision = decide(live, undefined, stranger(), shopOf(['"><img src=x onerror=alert(1)>']), now)
    const { slots } = answerOf(decision, { store: null, late: false, locale: 'en-US', answer: 'html' })
    const html = slots.home_hero?.html ?? ''
    expect(html).toContain('rapport-slot-hero')
    expect(html).not.toMatch(/<script|<img src=x|style=|"onclick/)
    expect(slots.home_hero).not.toHaveProperty('content')
  })
})

describe('what is around a visit', () => {
  test.each([
    ['DE', 1, 'winter'],
    ['AU', 1, 'summer'],
    ['CL', 10, 'spring'],
    ['SG', 7, null],
    [null, 7, 'summer'],
  ] as const)('in %s month %i is %s', (country, month, season) => {
    expect(seasonOf(country, month)).toBe(season)
  })

  test('the day is that of the shop', () => {
    expect(dayOfYear(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('01-01')
    expect(dayOfYear(new Date('2026-12-31T23:30:00Z'), 'No/Where')).toBe('12-31')
  })

  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148', '', '', 'phone', 'ios'],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 Safari/537.36',
      '',
      '',
      'tablet',
      'android',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Mobile Safari/537.36',
      '?1',
      '"Android"',
      'phone',
      'android',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', '', '', 'desktop', 'other'],
    ['', '', '', 'desktop', 'other'],
  ] as const)('%s', (userAgent, mobile, platform, device, system) => {
    expect([deviceOf({ userAgent, mobile, platform }), platformOf({ userAgent, mobile, platform })]).toEqual([
      device,
      system,
    ])
  })

  const store = (storeId: string, city: string, latitude: number | null, longitude: number | null) => ({
    storeId,
    name: storeId,
    address: '',
    city,
    country: 'DE',
    latitude,
    longitude,
    timeZone: 'Europe/Berlin',
    phone: null,
    hours: null,
  })
  const stores = [
    store('b', 'Berlin', 52.52, 13.4),
    store('h', 'Hamburg', 53.55, 10),
    store('n', 'Hamburg', null, null),
  ]
  test('the nearest store is that of the city, or of a position that was allowed', () => {
    const at = (where: Partial<Parameters<typeof nearestStore>[1]>) =>
      nearestStore(stores, { city: null, country: null, cityPosition: null, position: null, ...where })
        ?.storeId ?? null
    expect(at({ city: 'hamburg', country: 'DE' })).toBe('h')
    expect(at({ city: 'Hamburg', country: 'US' })).toBeNull()
    expect(at({ position: { latitude: 52.4, longitude: 13.06 } })).toBe('b')
    expect(at({ city: 'Berlin', position: { latitude: 48.1, longitude: 11.6 } })).toBeNull()
    const lueneburg = { city: 'Lüneburg', country: 'DE', cityPosition: { latitude: 53.25, longitude: 10.41 } }
    expect(at(lueneburg)).toBe('h')
    expect(at({ ...lueneburg, cityPosition: null })).toBeNull()
    expect(at({})).toBeNull()
  })

  test('a price is also shown in the currency of the country, as what it is: about so much', () => {
    const content: SlotContent = { row: { row: 'for_you', limit: 1 } }
    const live = liveSlots([slotWith({ kind: 'row' }, [{ content }])], defaultRules)
    const shop = { ...shopOf(['a']), rules: { ...defaultRules, rates: { CHF: 0.9 } } }
    const aboutIn = (country: string) => {
      const around = {
        device: 'phone',
        platform: 'ios',
        place: { city: '', region: null, country },
        weather: [],
        timeZone: 'UTC',
      } as const
      const visit = readVisit({ page: { path: '/' } }, around, null, shop.shelf, now)
      return decide(live, undefined, visit, shop, now).slots[0]?.content.row?.products[0]?.about
    }
    expect(aboutIn('CH')?.replace(/\s/g, ' ')).toBe('about CHF 44')
    expect([aboutIn('US'), aboutIn('FR'), aboutIn('XX')]).toEqual([null, null, null])
  })
})

describe('what the shop would say next', () => {
  const next = {
    title: null,
    text: 'The lamp you looked at is back.',
    image: null,
    link: { label: 'See it', url: 'https://shop.example/lamp' },
    productIds: ['lamp'],
  }
  const content = { title: 'For you', next: true as const }
  const shown = (visit: Visit, strategy: SlotStrategy = 'personal') => {
    const live = liveSlots([slotWith({ strategy }, [{ content }])], defaultRules)
    return decide(live, undefined, visit, shopOf(['lamp', 'chair']), now).slots[0]
  }

  test('fills a slot for the one it is for, says why, and leaves what is written', () => {
    expect(shown(stranger({}, { next }))).toMatchObject({
      variantId: 'v0',
      reason: { code: 'next_best', text: 'Because of what you have done here before.' },
      content: { title: 'For you', text: next.text, link: next.link, row: { row: 'picked' } },
    })
  })
  test('shows the default where there is nothing, or the slot may not know anybody', () => {
    expect(shown(stranger())?.variantId).toBeNull()
    expect(shown(stranger({}, { next }), 'contextual')?.variantId).toBeNull()
  })
  test('has no place in a default, and none in a slot that counts', () => {
    expect(() => checkedVariant('social_proof', { name: 'A', content }, [])).toThrow(Problem)
    expect(() => checkedSlot({ name: 'a', place: 'Top', kind: 'hero', defaultContent: content })).toThrow(
      Problem,
    )
    expect(checkedVariant('hero', { name: 'A', content: { next: true } }, []).content.next).toBe(true)
  })
})

describe('goods before their release', () => {
  const row = { row: { row: 'new' as const, limit: 4 } }
  const access = { segmentIds: new Set(['seg_1']), tiers: new Set(['ridge']) }
  const askedBy = (strategy: SlotStrategy, visit: Visit) => {
    const asked: RecommendAsk[] = []
    const live = liveSlots([slotWith({ strategy, defaultContent: row }, [{ content: row }])], defaultRules)
    decide(live, undefined, visit, shopOf(['lamp'], { reason: 'new', asked }), now)
    return asked.map((ask) => ask.access ?? null)
  }

  test('are asked for with what lets the visitor in, by a personal slot alone', () => {
    expect(askedBy('personal', stranger({ person }, { access, facts }))).toContain(access)
    for (const strategy of ['manual', 'contextual'] as const)
      expect(askedBy(strategy, stranger({ person }, { access, facts }))).toEqual([null])
  })

  test('stand in no answer that several are given: a key and a default say nothing of access', () => {
    const live = liveSlots(
      [slotWith({}, [{ audience: { segments: ['seg_1'], loyaltyTiers: ['ridge'] } }])],
      defaultRules,
    )
    const { segmentKey } = decide(live, undefined, stranger({ person }, { access, facts }), shopOf([]), now)
    const told = signalsOfKey(segmentKey, live.inUse)
    expect(told?.person?.loyaltyTier).toBe('ridge')
    const around = { device: 'phone', platform: 'ios', place: null, weather: [], timeZone: 'UTC' } as const
    const visit = readVisit({ page: { path: '/' } }, around, null, { get: () => null, stores: () => [] }, now)
    const ofKey = { ...visit, signals: { ...visit.signals, ...told } }
    expect(ofKey.access).toBeNull()
    expect(askedBy('personal', ofKey)).toEqual([null])
  })
})
