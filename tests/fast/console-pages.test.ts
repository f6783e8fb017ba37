import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactRulesInput } from '#contract/contact-rules.ts'
import { outboundChannels, outboxStates } from '#contract/outbound.ts'
import { type SettingsView, settingsInput, staffRoles } from '#contract/staff-api.ts'
import { outboxSenders as contractSenders } from '#contract/staff-outbox.ts'
import { defaultContactRules } from '#domain/settings/index.ts'
import { mayDo } from '#server/policy.ts'
import { checkRules } from '#staff-console/contact-rules/check-rules.ts'
import { contrastWithWhite, nearestReadable, READABLE } from '#staff-console/look/contrast.ts'
import {
  formatRoute,
  outboxChannels,
  outboxStates as outboxFilterStates,
  outboxSenders,
  parseRoute,
  type Route,
  settingsSections,
  viewNames,
} from '#staff-console/routing/route.ts'
import {
  mayEditContactRules,
  mayEditSegments,
  mayEditSettings,
  mayJudge,
  maySee,
  maySeeChanges,
  readsWholeOutbox,
  settingsSectionsOf,
} from '#staff-console/session/session.ts'
import { checkHours, checkLook, checkSite, checkWelcome, isOrigin } from '#staff-console/settings/checks.ts'

const id = fc.string({ minLength: 1 }).filter((text) => text !== '.' && text !== '..')
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.record({
    room: fc.constant('conversations' as const),
    view: fc.constantFrom(...viewNames),
    conversationId: fc.option(id),
  }),
  fc.record({ room: fc.constant('settings' as const), section: fc.constantFrom(...settingsSections) }),
  fc.record({
    room: fc.constant('customers' as const),
    query: fc.string(),
    customerId: fc.constant(null),
    step: fc.constant('page' as const),
    otherId: fc.constant(null),
  }),
  fc.record({
    room: fc.constant('customers' as const),
    query: fc.string(),
    customerId: id,
    step: fc.constantFrom('page' as const, 'unmerge' as const),
    otherId: fc.constant(null),
  }),
  fc.record({
    room: fc.constant('customers' as const),
    query: fc.string(),
    customerId: id,
    step: fc.constant('merge' as const),
    otherId: fc.option(id),
  }),
  fc.record({ room: fc.constant('duplicates' as const), customerId: fc.option(id) }),
  fc.record({
    room: fc.constant('sandbox' as const),
    channel: fc.constantFrom('whatsapp' as const, 'email' as const),
    address: id,
  }),
  fc.record({
    room: fc.constant('outbox' as const),
    messageId: fc.option(id),
    state: fc.constantFrom(null, ...outboxStates),
    channel: fc.constantFrom(null, ...outboundChannels),
    sender: fc.constantFrom(null, ...outboxSenders),
    reason: fc.string(),
    customerId: fc.string(),
  }),
  fc.constantFrom<Route>({ room: 'sandbox', channel: null, address: null }),
  fc.constantFrom<Route>({ room: 'staff' }, { room: 'install' }),
)

test('the outbox is filtered by every state, channel and sender of the contract', () => {
  expect(outboxFilterStates).toEqual(outboxStates)
  expect(outboxChannels).toEqual(outboundChannels)
  expect(outboxSenders).toEqual(contractSenders)
})

describe('addresses', () => {
  test('every place has an address that leads back to it', () => {
    fc.assert(
      fc.property(route, (place) => {
        const url = new URL(formatRoute(place), 'https://shop.example')
        expect(parseRoute(url.pathname, url.search)).toEqual(place)
      }),
    )
  })

  test('the bare address opens the queue, a foreign one nothing', () => {
    expect(parseRoute('/console/', '')).toMatchObject({ room: 'conversations', view: 'queue' })
    expect(parseRoute('/console/settings', '')).toEqual({ room: 'settings', section: 'welcome' })
    for (const path of [
      '/console/reports',
      '/console/staff/x',
      '/console/conversations/a/b',
      '/console/settings/x',
      '/console/customers/a/page',
      '/console/customers/a/b',
      '/console/customers/a/merge/b',
      '/console/duplicates/x',
      '/console/sandbox/sms',
      '/console/sandbox/pigeon/a',
    ]) {
      expect(parseRoute(path, '').room).toBe('unknown')
    }
  })
})

test('the menu shows to each role what the server’s policy lets it read, and edits what it may write', () => {
  const access = staffRoles.map((role) => {
    const staff = { staffId: 's', email: 'e', name: 'n', roles: [role] }
    const session = { staff, csrfToken: '', shopName: '', sandbox: true }
    return [
      maySee(session, 'conversations') === mayDo([role], 'listConversations'),
      maySee(session, 'settings') === mayDo([role], 'readContactRules'),
      settingsSectionsOf(session).includes('welcome') === mayDo([role], 'readSettings'),
      maySeeChanges(session) === mayDo([role], 'listSettingChanges'),
      mayEditContactRules(session) === mayDo([role], 'writeContactRules'),
      maySee(session, 'outbox') === mayDo([role], 'listOutbox'),
      readsWholeOutbox(session) === mayDo([role], 'settleOutboxMessage'),
      maySee(session, 'customers') === mayDo([role], 'listCustomers'),
      maySee(session, 'customers') === mayDo([role], 'readCustomer'),
      mayJudge(session) === mayDo([role], 'mergeCustomers'),
      mayJudge(session) === mayDo([role], 'unmergeCustomers'),
      mayJudge(session) === mayDo([role], 'judgeDuplicate'),
      maySee(session, 'duplicates') === mayDo([role], 'listDuplicates'),
      maySee(session, 'requests') === mayDo([role], 'listDataRequests'),
      maySee(session, 'segments') === mayDo([role], 'listSegments'),
      mayEditSegments(session) === mayDo([role], 'createSegment'),
      mayEditSegments(session) === mayDo([role], 'archiveSegment'),
      maySee(session, 'groups') === mayDo([role], 'readScores'),
      maySee(session, 'predictions') === mayDo([role], 'readScores'),
      maySee(session, 'sandbox') === mayDo([role], 'listSandbox'),
      maySee({ ...session, sandbox: false }, 'sandbox') === false,
      maySee(session, 'sources') === mayDo([role], 'readSources'),
      maySee(session, 'event-names') === mayDo([role], 'declareEventName'),
      maySee(session, 'staff') === mayDo([role], 'listStaff'),
      maySee(session, 'install') === mayDo([role], 'listKeys'),
      mayEditSettings(session) === mayDo([role], 'writeSettings'),
      mayEditSettings(session) === mayDo([role], 'addDocument'),
    ]
  })
  expect(access.flat()).not.toContain(false)
  expect(access).toHaveLength(4)
})

describe('the accent colour', () => {
  const hex = fc.stringMatching(/^#[0-9a-f]{6}$/)

  test('the shade that is offered is readable, and a readable colour is left as it is', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const offered = nearestReadable(color)
        expect(contrastWithWhite(offered)).toBeGreaterThanOrEqual(READABLE)
        if (contrastWithWhite(color) >= READABLE) expect(offered).toBe(color)
      }),
    )
  })

  test('contrast is WCAG’s: 1 for white, 21 for black, 5.3 for a middle grey-blue', () => {
    expect(contrastWithWhite('#ffffff')).toBeCloseTo(1, 5)
    expect(contrastWithWhite('#000000')).toBeCloseTo(21, 5)
    expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2)
  })
})

describe('the settings pages', () => {
  const day = { open: '09:00', close: '17:00' }
  const good: SettingsView = {
    shopName: 'Shop',
    greeting: 'Hello',
    starters: ['Where is my order?'],
    brandVoice: 'Warm',
    locale: 'en-US',
    accentColor: '#1f5d50',
    timeZone: 'UTC',
    hours: [day, day, day, day, day, null, null],
    queueTimeoutSeconds: 90,
    consentRequired: false,
    origins: ['https://shop.example'],
    checkoutUrlTemplate: 'https://shop.example/cart?add={lines}',
  }
  const check = (values: SettingsView) => ({
    ...checkWelcome(values),
    ...checkHours(values),
    ...checkLook(values),
    ...checkSite(values),
  })
  const cases: [string, Partial<SettingsView>][] = [
    ['shopName', { shopName: ' ' }],
    ['greeting', { greeting: 'x'.repeat(401) }],
    ['starters.1', { starters: ['Hello', ''] }],
    ['brandVoice', { brandVoice: 'x'.repeat(2001) }],
    ['locale', { locale: 'english please' }],
    ['accentColor', { accentColor: '#12' }],
    ['hours.2.close', { hours: [day, day, { open: '17:00', close: '09:00' }, day, day, null, null] }],
    ['queueTimeoutSeconds', { queueTimeoutSeconds: 9 }],
    ['queueTimeoutSeconds', { queueTimeoutSeconds: Number.NaN }],
    ['origins.0', { origins: ['https://shop.example/path'] }],
    ['origins.0', { origins: ['shop.example'] }],
    ['checkoutUrlTemplate', { checkoutUrlTemplate: 'https://shop.example/cart' }],
    ['checkoutUrlTemplate', { checkoutUrlTemplate: 'javascript:alert({lines})' }],
    ['checkoutUrlTemplate', { checkoutUrlTemplate: 'shopify:not a domain' }],
  ]

  test('good settings have no error', () => {
    expect(check(good)).toEqual({})
    expect(check({ ...good, checkoutUrlTemplate: 'shopify:my-shop.myshopify.com', origins: [] })).toEqual({})
  })

  test.each(cases)('a wrong %s is named at its field', (path, change) => {
    expect(Object.keys(check({ ...good, ...change }))).toEqual([path])
  })

  test('what the pages let through the contract lets through', () => {
    const text = fc.string({ maxLength: 420 })
    const values = fc.record({
      shopName: text,
      greeting: text,
      starters: fc.array(text, { maxLength: 4 }),
      brandVoice: text,
    })
    const numbers = fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 5, max: 4000 }))
    fc.assert(
      fc.property(
        values,
        numbers,
        fc.oneof(fc.stringMatching(/^#[0-9a-fA-F]{6}$/), fc.string()),
        (words, queueTimeoutSeconds, accentColor) => {
          const all = { ...good, ...words, queueTimeoutSeconds, accentColor }
          if (Object.keys(check(all)).length === 0) expect(settingsInput.safeParse(all).success).toBe(true)
        },
      ),
    )
  })

  test('a site is scheme and host, nothing more', () => {
    for (const origin of ['https://a.example', 'http://localhost:8080']) expect(isOrigin(origin)).toBe(true)
    for (const origin of ['https://a.example/', 'ftp://a.example', 'a.example', 'https://']) {
      expect(isOrigin(origin)).toBe(false)
    }
  })
})

test('what the contact rules’ page lets through is what the contract takes, at the same fields', () => {
  const number = fc.oneof(
    fc.integer({ min: -1, max: 1500 }),
    fc.constantFrom(Number.NaN, 0.5, 12.345, 8784, 8785),
  )
  const cap = fc.record({
    channel: fc.constantFrom('all' as const, 'sms' as const),
    purpose: fc.constantFrom('all' as const, 'marketing' as const),
    limit: number,
    hours: number,
  })
  const hours = fc.record({ from: fc.integer({ min: 0, max: 23 }), until: fc.integer({ min: 1, max: 24 }) })
  const change = fc.record(
    {
      caps: fc.array(cap, { maxLength: 3 }),
      quietHours: fc.option(hours),
      fatigue: fc.option(fc.record({ touches: number, days: number, restDays: number })),
      arbitrationMinutes: number,
      holdouts: fc.record({ global: number, associates: number, journeys: number }),
      smsMaxSegments: number,
      maxAttempts: number,
      giveUpHours: number,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, (given) => {
      const rules = { ...defaultContactRules, ...given }
      const wrong = contactRulesInput.safeParse(rules).error?.issues.map(({ path }) => path.join('.')) ?? []
      const said = Object.keys(checkRules(rules))
      // two limits alike are only seen where each is right by itself
      const alone = said.filter((path) => !/^caps\.\d+$/.test(path) || wrong.includes(path))
      expect(new Set(alone)).toEqual(new Set(wrong))
    }),
    { numRuns: 500 },
  )
})
