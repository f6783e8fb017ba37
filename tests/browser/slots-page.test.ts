import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publicKey, writeSettings } from '#domain/settings/index.ts'
import { saveSlot, saveVariant } from '#domain/slots/index.ts'
import { importProducts, productInput } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { axeViolations, describeInBrowser, openBrowser, openPage } from '../support/browser.ts'
import { openTestStore } from '../support/database.ts'
import { buildScreens } from '../support/screens.ts'
import { startTestServer } from '../support/server.ts'
import { openSlotsHost } from '../support/slots-host.ts'

const SIZE = 2048
const PATIENCE = { timeout: 10_000 }

describeInBrowser('rapport.js in a page of a shop', () => {
  let browser: Browser
  let server: RunningServer
  let host: Awaited<ReturnType<typeof openSlotsHost>>
  let folder: string

  beforeAll(async () => {
    folder = await buildScreens('web-widget')
    server = await startTestServer(await openTestStore())
    await fillShop()
    host = await openSlotsHost({ url: server.url, publicKey: (await publicKey(server.store.db)) ?? '' })
    await writeSettings(server.store.db, { origins: [host.url] }, null, new Date())
    browser = await openBrowser()
    await letIn()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await host?.close()
    await server?.close()
  })

  /** The server reads its settings now and then: the shop's origin is let in with the next reading. */
  const letIn = () =>
    vi.waitFor(async () => {
      const headers = { origin: host.url, 'content-type': 'application/json' }
      const key = await publicKey(server.store.db)
      const body = JSON.stringify({ page: { path: '/' }, slots: ['home_hero'] })
      const answer = await fetch(`${server.url}/v1/decide?key=${key}`, { method: 'POST', headers, body })
      expect(answer.status).toBe(200)
    }, PATIENCE)

  async function fillShop() {
    const { db } = server.store
    const now = new Date()
    const goods = ['lamp', 'rug', 'mug'].map((name) =>
      productInput.parse({
        productId: name,
        title: `A ${name}`,
        url: `/products/${name}`,
        variants: [
          {
            variantId: `${name}-1`,
            price: { amount: 4900, currency: 'USD' },
            available: true,
            stockOnline: 9,
          },
        ],
      }),
    )
    await importProducts(db, goods, { source: 'test', now })
    const content = { title: 'For everybody', link: { label: 'See it', url: '/all' } }
    await saveSlot(db, { name: 'home_hero', place: 'Top', kind: 'hero', defaultContent: content }, null, now)
    const campaign = { title: 'You came by the letter', link: { label: 'See more', url: '/letter' } }
    const variant = { name: 'Letter', audience: { campaigns: ['letter'] }, content: campaign }
    await saveVariant(db, 'home_hero', variant, { staffId: null }, now)
    const row = { title: 'New in', row: { row: 'new' as const, limit: 3 } }
    await saveSlot(db, { name: 'home_row_1', place: 'Below', kind: 'row', defaultContent: row }, null, now)
    const leaving = { title: 'Before you go', text: 'Ask us.' }
    await saveSlot(
      db,
      { name: 'exit_intent', place: 'Leaving', kind: 'exit_intent', defaultContent: leaving },
      null,
      now,
    )
    await server.house.slots.follow()
  }

  const says = (page: Page, call: string, given: unknown) =>
    page.evaluate(
      ([name, value]) => Reflect.get(globalThis, 'RapportSlots').push([name, value]),
      [call, given],
    )
  const kept = (page: Page) =>
    page.evaluate(() => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookie: document.cookie,
    }))
  const eventsOf = async () =>
    (
      await sql<{ name: string; slot: string }>`
        select name, properties->>'slot' as slot from events order by received_at`.execute(server.store.db)
    ).rows.map(({ name, slot }) => `${name} ${slot}`)

  function calls(page: Page) {
    const asked: { path: string; body: Record<string, unknown> }[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/'))
        asked.push({ path: pathname, body: JSON.parse(request.postData() ?? '{}') })
    })
    return asked
  }

  /** On a slow machine an answer may come later than a page waits for it, which another test is about. */
  async function visit(page: Page, url: string, asked: unknown[] = []): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      asked.length = 0
      await page.goto(url)
      const settled = page.locator(
        '[data-rapport-slot=home_hero]:is([data-rapport-state=shown], [data-rapport-state=default])',
      )
      await settled.waitFor()
      if ((await settled.getAttribute('data-rapport-state')) === 'shown') return
    }
    throw new Error('the slots were never filled in time')
  }

  test('is at most 2,048 bytes gzip', () => {
    expect(gzipSync(readFileSync(join(folder, 'rapport.js'))).length).toBeLessThanOrEqual(SIZE)
  })

  test('before a yes: slots by the visit alone, nothing stored, nothing reported, nobody named; after it both', async () => {
    await sql`delete from events`.execute(server.store.db) // of a try before this one
    const { page, faults, close } = await openPage(browser)
    const asked = calls(page)
    await visit(page, `${host.url}/?ask&utm_campaign=letter`, asked)
    await page.getByRole('heading', { name: 'You came by the letter' }).waitFor()
    await page.getByText('A lamp').scrollIntoViewIfNeeded()
    await page.waitForTimeout(1300) // longer than it takes to have been seen
    expect(asked.map(({ path }) => path)).toEqual(['/v1/decide'])
    expect(asked[0]?.body).not.toHaveProperty('anonymousId')
    expect(asked[0]?.body).toMatchObject({ consent: { personalisation: false, tracking: false } })
    expect(await kept(page)).toEqual({ local: {}, session: {}, cookie: '' })
    expect(await eventsOf()).toEqual([])

    await says(page, 'consent', true)
    await expect.poll(eventsOf, PATIENCE).toEqual(['Slot Viewed home_row_1'])
    expect(Object.keys((await kept(page)).local)).toEqual(['rapport.id'])
    await page.getByText('A lamp').click()
    await page.waitForURL('**/products/lamp')
    await expect.poll(eventsOf, PATIENCE).toContain('Slot Clicked home_row_1')
    const clicked = asked.filter(({ body }) => body.event === 'Slot Clicked')
    expect(clicked[0]?.body).toMatchObject({ properties: { product_id: 'lamp' } })

    await says(page, 'consent', false)
    expect((await kept(page)).local).toEqual({})
    expect(faults).toEqual([])
    await close()
  })

  test('where no yes is needed, the id comes with the first report and goes with the next question', async () => {
    const { page, close } = await openPage(browser)
    const asked = calls(page)
    await visit(page, host.url, asked)
    await expect.poll(() => asked.map(({ path }) => path), PATIENCE).toEqual(['/v1/decide', '/v1/track'])
    await page.reload()
    await expect.poll(() => asked.length, PATIENCE).toBeGreaterThan(2)
    const id = asked[1]?.body.anonymousId
    expect(id).toMatch(/^\w{16,}$/)
    expect(asked.map(({ body }) => body.anonymousId).slice(0, 3)).toEqual([undefined, id, id])
    await close()
  })

  test('where the settings ask for consent, the page’s silence is no yes', async () => {
    const { db } = server.store
    await writeSettings(db, { consentRequired: true }, null, new Date())
    const { page, close } = await openPage(browser)
    const asked = calls(page)
    await expect
      .poll(async () => {
        const answer = page.waitForResponse(/decide/)
        await page.goto(host.url)
        return (await (await answer).json()).mayTrack
      }, PATIENCE)
      .toBe(false) // once the server has read the settings anew
    await visit(page, host.url, asked)
    await page.waitForTimeout(1300)
    expect(asked.map(({ path }) => path)).toEqual(['/v1/decide'])
    await writeSettings(db, { consentRequired: false }, null, new Date())
    await close()
  })

  test('Global Privacy Control: not even a yes of the page stores or reports anything', async () => {
    const { page, close } = await openPage(browser)
    await page.addInitScript(() => Reflect.defineProperty(navigator, 'globalPrivacyControl', { value: true }))
    const asked = calls(page)
    await visit(page, host.url, asked)
    await says(page, 'consent', true)
    await page.waitForTimeout(1300)
    expect(asked.map(({ path }) => path)).toEqual(['/v1/decide'])
    expect(await kept(page)).toEqual({ local: {}, session: {}, cookie: '' })
    await close()
  })

  test('an answer that comes late changes nothing under the reader’s eye, only what is further down', async () => {
    const { page, faults, close } = await openPage(browser)
    await page.route('**/v1/decide*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      await route.continue()
    })
    await page.goto(host.url)
    const written = page.getByRole('heading', { name: 'As written in the page' })
    await written.waitFor({ timeout: 800 })
    await page.getByRole('heading', { name: 'New in' }).waitFor({ state: 'attached' })
    expect(await written.isVisible()).toBe(true)
    expect(faults).toEqual([])
    await close()
  })

  test('who signs out while the answer is on its way is neither drawn for nor named afterwards', async () => {
    const { page, close } = await openPage(browser)
    const asked = calls(page)
    await page.addInitScript(() => Reflect.set(globalThis, 'RapportSlots', [['identify', 'token-of-anna']]))
    let answered = () => {}
    const mayAnswer = new Promise<void>((resolve) => {
      answered = resolve
    })
    const slot = { variantId: null, html: '<section class="rapport-slot">For Anna</section>' }
    const slots = { home_row_1: slot }
    await page.route('**/v1/decide*', async (route) => {
      await mayAnswer
      await route.fulfill({ json: { decisionId: 'dec_1', mayTrack: true, slots } })
    })
    await page.route('**/v1/track*', (route) => route.fulfill({ json: {} }))
    await page.goto(host.url)
    await expect.poll(() => asked.length, PATIENCE).toBe(1)
    await says(page, 'identify', null)
    answered()
    await page.locator('[data-rapport-slot=home_row_1][data-rapport-state=default]').waitFor()
    expect(await page.getByText('For Anna').count()).toBe(0)
    await says(page, 'consent', true)
    await says(page, 'track', 'Product Viewed')
    await expect.poll(() => asked.length, PATIENCE).toBe(2)
    expect(asked[1]?.body).not.toHaveProperty('identityToken')
    await close()
  })

  test('no answer, or a broken one: the page is as it was written, without an error', async () => {
    for (const answer of [null, { status: 500, body: 'x' }, { status: 200, body: '{}' }]) {
      const { page, faults, close } = await openPage(browser)
      await page.route('**/v1/decide*', (route) => (answer ? route.fulfill(answer) : route.abort()))
      await page.goto(host.url)
      await page.getByRole('heading', { name: 'As written in the page' }).waitFor()
      await page.getByText('Our row').waitFor()
      // the browser itself tells of a request that failed
      expect(faults.filter((fault) => !/Failed to load resource|CORS policy/.test(fault))).toEqual([])
      await close()
    }
  })

  test('slots that keep their height move nothing', async () => {
    const { page, close } = await openPage(browser)
    await page.addInitScript(() => {
      Reflect.set(window, 'shifts', 0)
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          Reflect.set(window, 'shifts', Reflect.get(window, 'shifts') + Reflect.get(entry, 'value'))
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await visit(page, host.url)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toBeLessThan(0.02)
    await close()
  })

  test('slots that were added later are asked for by refresh, and no others again', async () => {
    const { page, close } = await openPage(browser)
    const asked = calls(page)
    await visit(page, `${host.url}/?ask`, asked)
    await page.evaluate(() => {
      const added = document.createElement('div')
      added.dataset.rapportSlot = 'home_hero'
      added.id = 'added'
      document.querySelector('h1')?.after(added)
    })
    await says(page, 'refresh', { page: { path: '/elsewhere' } })
    await page.locator('#added[data-rapport-state]').waitFor()
    await expect.poll(() => asked.length, PATIENCE).toBe(2)
    expect(asked[1]?.body).toMatchObject({ slots: ['home_hero'], page: { path: '/elsewhere' } })
    await close()
  })

  test('who is about to leave is asked once, in a dialog that Escape closes', async () => {
    const { page, faults, close } = await openPage(browser)
    const leave = () =>
      page.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1, bubbles: true })))
    await visit(page, `${host.url}/?ask`)
    await leave()
    expect(await page.getByRole('dialog').count()).toBe(0) // not in the first moments
    await page.waitForTimeout(3100)
    await leave()
    const dialog = page.getByRole('dialog', { name: 'Before you go' })
    await dialog.waitFor()
    expect(await axeViolations(page, { within: 'dialog' })).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Close')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await kept(page)).toEqual({ local: {}, session: { 'rapport.quiet.exit_intent': '1' }, cookie: '' })
    await page.reload()
    await page.waitForTimeout(3300)
    await leave()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(faults).toEqual([])
    await close()
  })
})
