import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomer } from '#domain/identity/index.ts'
import {
  type Click,
  countClicks,
  findLink,
  isMachine,
  linkCounts,
  linkFor,
  mintLinks,
  nextSettling,
  noteHit,
  ownPage,
  platformOf,
  settleClicks,
} from '#domain/links/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const start = new Date('2026-11-20T10:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const person = { machine: false }

describeOnBoth('links of our own', (open) => {
  let store: Store
  let count = 0
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  /** A message with so many links, sent at `start`. */
  async function message(links = 1) {
    const { customerId } = await createCustomer(store.db, { source: 'test' }, start)
    const ref = `out_${++count}`
    const asked = Array.from({ length: links }, (_, at) => ({
      ...{ customerId, ref, channel: 'email' as const, url: `https://shop.example/p/${at}` },
      campaign: 'win_back',
    }))
    return { customerId, ref, asked, tokens: await mintLinks(store.db, asked, start) }
  }
  const settled = async (now: Date): Promise<Click[]> => {
    const clicks = await settleClicks(store.db, now)
    await countClicks(store.db, clicks)
    return clicks
  }
  const counts = async (sent: { customerId: string; ref: string }) =>
    (await linkCounts(store.db, [sent])).map(({ hits, machineHits, clicks }) => ({
      hits,
      machineHits,
      clicks,
    }))

  test('are minted in the order asked, short, and the same again for the same message', async () => {
    const { asked, tokens } = await message(3)
    expect(new Set(tokens).size).toBe(3)
    for (const token of tokens) expect(token).toMatch(/^[1-9A-HJ-NP-Za-km-z]{10}$/)
    const [first, , third] = asked
    if (!first || !third) throw new Error('three were asked for')
    const again = await mintLinks(store.db, [third, first, third, { ...first, url: '/other' }], after(1))
    expect(again.slice(0, 3)).toEqual([tokens[2], tokens[0], tokens[2]])
    expect(tokens).not.toContain(again[3])
    expect(await findLink(store.db, tokens[1] ?? '')).toMatchObject({
      ...{ url: 'https://shop.example/p/1', campaign: 'win_back', channel: 'email' },
    })
  })

  test('two messages to the same page, and two people, have links of their own', async () => {
    const one = await message()
    const other = await message()
    expect(one.tokens).not.toEqual(other.tokens)
    expect(await mintLinks(store.db, [], start)).toEqual([])
  })

  test('count a person once in half an hour, after the click has waited for others of a scan', async () => {
    const sent = await message()
    const [token = ''] = sent.tokens
    for (const at of [60, 61, 600]) await noteHit(store.db, token, person, after(at))
    expect(await settled(after(62))).toEqual([])
    expect(await nextSettling(store.db)).toEqual(after(63))
    const [click, ...others] = await settled(after(700))
    expect(others).toEqual([])
    expect(click).toMatchObject({ clickedAt: after(60), link: { ref: sent.ref, campaign: 'win_back' } })
    expect(await counts(sent)).toEqual([{ hits: 3, machineHits: 0, clicks: 1 }])
    await noteHit(store.db, token, person, after(60 + 1800))
    expect(await settled(after(2000))).toHaveLength(1)
    expect(await counts(sent)).toEqual([{ hits: 4, machineHits: 0, clicks: 2 }])
  })

  test('count thirty taps at one moment as one click', async () => {
    const sent = await message()
    const [token = ''] = sent.tokens
    await Promise.all(Array.from({ length: 30 }, () => noteHit(store.db, token, person, after(60))))
    expect(await settled(after(100))).toHaveLength(1)
    expect(await counts(sent)).toEqual([{ hits: 30, machineHits: 0, clicks: 1 }])
  })

  test('count no program, nobody who is too quick, and nothing after a year; they lead on all the same', async () => {
    const sent = await message()
    const [token = ''] = sent.tokens
    expect(await noteHit(store.db, token, { machine: true }, after(60))).toMatchObject({ ref: sent.ref })
    expect(await noteHit(store.db, token, person, after(1))).not.toBeNull()
    expect(await noteHit(store.db, token, person, after(366 * 86_400))).not.toBeNull()
    expect(await settled(after(366 * 86_400 + 60))).toEqual([])
    expect(await counts(sent)).toEqual([{ hits: 3, machineHits: 2, clicks: 0 }])
  })

  test('know a scan that follows every link at once, and count the person who comes after it', async () => {
    const sent = await message(4)
    for (const [at, token] of sent.tokens.entries())
      await noteHit(store.db, token, person, after(10 + at * 0.3))
    expect(await settled(after(20))).toEqual([])
    expect(await counts(sent)).toEqual([{ hits: 4, machineHits: 4, clicks: 0 }])
    await noteHit(store.db, sent.tokens[0] ?? '', person, after(120))
    expect(await settled(after(130))).toHaveLength(1)
    expect(await counts(sent)).toEqual([{ hits: 5, machineHits: 4, clicks: 1 }])
  })

  test('let a person follow two links quickly, and three slowly', async () => {
    const quick = await message(4)
    for (const token of quick.tokens.slice(0, 2)) await noteHit(store.db, token, person, after(10))
    const slow = await message(4)
    for (const [at, token] of slow.tokens.entries())
      await noteHit(store.db, token, person, after(10 + at * 5))
    expect(await settled(after(60))).toHaveLength(6)
  })

  test('answer a click again until it is said to be told, under the same id', async () => {
    const sent = await message()
    await noteHit(store.db, sent.tokens[0] ?? '', person, after(60))
    const [first] = await settleClicks(store.db, after(70))
    const [again] = await settled(after(80))
    expect(again?.clickId).toBe(first?.clickId)
    expect(await settleClicks(store.db, after(90))).toEqual([])
  })

  test.each(['', 'x', '../../etc', '0OIl000000', "' or 1=1 --", 'a'.repeat(5000), '\0'])(
    'are none under %j',
    async (token) => {
      expect(await findLink(store.db, token)).toBeNull()
      expect(await noteHit(store.db, token, person, start)).toBeNull()
    },
  )
})

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
const instagram =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 380.0.0.0'

describe('who follows a link', () => {
  const nobody = { purpose: undefined, secPurpose: undefined, xMoz: undefined, xPurpose: undefined }
  const get = (userAgent: string | undefined, more = {}) => ({ method: 'GET', userAgent, ...nobody, ...more })

  test.each([chrome, iphone, android, instagram])('is a person with %s', (agent) => {
    expect(isMachine(get(agent))).toBe(false)
  })

  test.each([
    'Mozilla/5.0',
    undefined,
    '',
    'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'WhatsApp/2.23.20.0',
    'Twitterbot/1.0',
    'Mozilla/5.0 (compatible; Google-Safety; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0) BarracudaCentral AppleWebKit/537.36',
    'curl/8.5.0',
    'python-requests/2.32',
    'TelegramBot (like TwitterBot)',
  ])('is a program with %s', (agent) => {
    expect(isMachine(get(agent))).toBe(true)
  })

  test.each([
    { method: 'HEAD' },
    { purpose: 'prefetch' },
    { secPurpose: 'prefetch;prerender' },
    { xMoz: 'prefetch' },
    { xPurpose: 'preview' },
  ])('looks ahead with %j', (more) => {
    expect(isMachine(get(chrome, more))).toBe(true)
  })
})

describe('where a link may lead', () => {
  const own = {
    publicUrl: 'https://chat.shop.example',
    origins: ['https://shop.example', 'https://*.shop.test'],
    productHosts: new Set(['goods.example']),
  }

  test.each([
    ['https://shop.example/p/1?a=b#c', 'https://shop.example/p/1?a=b#c'],
    ['/products/heron', 'https://chat.shop.example/products/heron'],
    ['https://goods.example/x', 'https://goods.example/x'],
    ['https://eu.shop.test/x', 'https://eu.shop.test/x'],
  ])('%s is a page of the shop', (given, page) => {
    expect(ownPage(given, own)).toBe(page)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    'https:evil.example',
    'https://shop.example@evil.example/',
    'https://shop.example:8443/',
    'http://shop.example/',
    'https://shop.example.evil.example/',
    'https://evilshop.test/',
    'https://a:b@shop.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://shop.example/',
    'https://shop.example/\r\nSet-Cookie: a=b',
    '',
  ])('%j is none', (given) => {
    expect(ownPage(given, own)).toBeNull()
  })
})

describe('a link into the app', () => {
  const page = 'https://shop.example/p/heron?size=M#fit'
  const app = {
    scheme: 'fellside',
    universalBase: 'https://app.shop.example',
    android: { packageId: 'example.shop.app', fingerprints: [] },
    iosAppIds: [],
  }
  const none = { scheme: '', universalBase: '', android: null, iosAppIds: [] }
  const on = (agent: string) => ({ hasApp: true, on: platformOf(agent) })

  test('opens in the app where it is installed, and is the page everywhere else', () => {
    expect(linkFor(page, on(iphone), app)).toBe('https://app.shop.example/p/heron?size=M#fit')
    expect(linkFor(page, on(android), app)).toBe(
      `intent://p/heron?size=M%23fit#Intent;scheme=fellside;package=example.shop.app;S.browser_fallback_url=${encodeURIComponent(page)};end`,
    )
    expect(linkFor(page, on(chrome), app)).toBe(page)
    expect(linkFor(page, { ...on(iphone), hasApp: false }, app)).toBe(page)
    expect(linkFor(page, on(android), none)).toBe(page)
  })

  test('that would do nothing without the app is used out of its own push messages alone', () => {
    const schemeOnly = { ...none, scheme: 'fellside' }
    expect(linkFor(page, on(iphone), schemeOnly)).toBe(page)
    expect(linkFor(page, { hasApp: true, on: 'push' }, schemeOnly)).toBe('fellside://p/heron?size=M#fit')
  })
})
