import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#demo/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  viewports,
} from '../support/browser.ts'
import { openTestStore } from '../support/database.ts'
import { buildScreens } from '../support/screens.ts'
import { startTestServer } from '../support/server.ts'

const PATIENCE = { timeout: 15_000 }

describeInBrowser('slots and search in the storefront', () => {
  let store: Store
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    await Promise.all([buildScreens('demo/storefront'), buildScreens('web-widget')])
    store = await openTestStore()
    await seedDemo(store.db, new Date())
    server = await startTestServer(store)
    browser = await openBrowser()
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  function calls(page: Page) {
    const asked: { path: string; body: Record<string, unknown> }[] = []
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (/^\/v1\/(decide|track)$/.test(pathname))
        asked.push({ path: pathname, body: JSON.parse(request.postData() ?? '{}') })
    })
    return asked
  }
  const eventsSince = async (since: Date) => {
    const { rows } = await sql<{ name: string }>`
      select name from events where received_at >= ${since} order by received_at`.execute(store.db)
    return rows.map(({ name }) => name)
  }
  const filled = (page: Page, slot: string) =>
    page.locator(`[data-rapport-slot=${slot}][data-rapport-state=shown]`)

  test('a stranger sees contextual slots without being told from others; after a yes what is seen is counted', async () => {
    const { page, faults, close } = await openPage(browser)
    const asked = calls(page)
    const since = new Date()
    await page.goto(server.url)
    // a slow machine may take longer than a page waits: then the default stands, which is another test
    for (let tries = 0; tries < 5 && (await filled(page, 'home_hero').count()) === 0; tries++) {
      asked.length = 0
      await page.reload()
      await page.waitForTimeout(700)
    }
    await filled(page, 'home_hero').waitFor()
    await filled(page, 'home_row_1').locator('.rapport-product').first().waitFor()
    expect(await page.getByRole('heading', { name: 'For you' }).count()).toBe(0) // that would not be true
    await page.waitForTimeout(1200)
    expect(asked.map(({ path }) => path)).toEqual(['/v1/decide'])
    expect(asked[0]?.body).not.toHaveProperty('anonymousId')
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await axeViolations(page)).toEqual([])

    await page.getByRole('button', { name: 'Yes, remember' }).click()
    await expect.poll(() => eventsSince(since), PATIENCE).toContain('Slot Viewed')
    await filled(page, 'home_row_1').locator('.rapport-product-link').first().click()
    await filled(page, 'product_row_2').waitFor()
    await expect.poll(() => eventsSince(since), PATIENCE).toContain('Product Viewed')
    expect(await eventsSince(since)).toContain('Slot Clicked')
    expect(faults).toEqual([])
    await close()
  })

  test('who is signed in and lets it happen sees rows of their own, each with its reason', async () => {
    const { page, faults, close } = await openPage(browser)
    await page.goto(`${server.url}/account`)
    await page.getByRole('button', { name: 'Yes, remember' }).click()
    await page.getByRole('button', { name: /Priya Rao/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Priya Rao' }).waitFor()
    await page.getByRole('link', { name: 'Tarnwick, home' }).click()
    await page.reload() // within the deadline of the first question the account may not have been read yet
    const row = filled(page, 'home_row_1')
    await row.getByRole('heading', { name: /For you|Time to buy again/ }).waitFor()
    const reasons = await row.locator('.rapport-why').allTextContents()
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.every((text) => text.length > 3)).toBe(true)
    await shoot(page, 'demo/slots-personal')
    expect(faults).toEqual([])
    await close()
  })

  test('without answers the shop stands as it is written, and no script fails', async () => {
    const { page, faults, close } = await openPage(browser)
    await page.route('**/v1/decide*', (route) => route.abort())
    await page.goto(server.url)
    await page.getByRole('heading', { name: 'For the hill and the hearth' }).waitFor()
    expect(await page.locator('.row-slot:visible').count()).toBe(0)
    expect(faults.filter((fault) => !fault.includes('Failed to load resource'))).toEqual([])
    await close()
  })

  test('nothing moves under the reader’s eye, on a phone and on a desk', async () => {
    for (const viewport of [viewports.phone, viewports.wide]) {
      const { page, close } = await openPage(browser, { viewport })
      await page.addInitScript(() => {
        Reflect.set(window, 'shifts', 0)
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            Reflect.set(window, 'shifts', Reflect.get(window, 'shifts') + Reflect.get(entry, 'value'))
        }).observe({ type: 'layout-shift', buffered: true })
      })
      for (const path of ['/', '/products/heron-rain-shell-womens', '/search?q=linen']) {
        await page.goto(server.url + path)
        await page.waitForLoadState('networkidle')
        expect(await page.evaluate(() => Reflect.get(window, 'shifts')), path).toBeLessThan(0.02)
      }
      await close()
    }
  })

  test('what goes together is put into the cart in one go, at the sum of its prices', async () => {
    const mug = 'quarry-stoneware-mug'
    const beside = ['trail-merino-socks-2-pairs', 'lavender-linen-spray']
    for (const [at, productId] of beside.entries())
      await sql`
        insert into recommendation_curation (curation_id, kind, row_name, context_product_id, product_id, position,
          note, created_at, updated_at)
        values (${`cur_${at}`}, 'pin', 'bundle', ${mug}, ${productId}, ${at + 1}, '', now(), now())`.execute(
        store.db,
      )
    await server.house.recommender.follow()
    const { page, faults, close } = await openPage(browser)
    await page.goto(`${server.url}/products/${mug}`)
    await page.getByRole('button', { name: 'Only what is necessary' }).click()
    const bundle = page.locator('.bundle')
    await bundle.scrollIntoViewIfNeeded()
    const prices = await bundle.locator('.price').allTextContents()
    expect(prices).toHaveLength(3)
    const sum = prices.reduce((total, text) => total + Number(text.replace(/[^\d.]/g, '')), 0)
    await bundle.getByText(`$${sum} for all of it`).waitFor()
    await bundle.scrollIntoViewIfNeeded()
    await shoot(page, 'demo/slots-bundle')
    expect(await axeViolations(page)).toEqual([])
    await bundle.getByRole('button', { name: 'Add all 3' }).click()
    await bundle.getByText('Added to your cart').waitFor()
    await bundle.getByRole('link', { name: 'Go to cart' }).click()
    await page.locator('.summary .sum', { hasText: `$${sum}` }).waitFor()
    expect(await page.locator('.cart-line').count()).toBe(3)
    expect(faults).toEqual([])
    await close()
  })

  test('the search says what it understood, lets it be undone, narrows by counts and suggests while typing', async () => {
    const { page, faults, close } = await openPage(browser, { viewport: viewports.wide })
    const count = async () =>
      Number.parseInt((await page.locator('.title-line [role=status]').textContent()) ?? '', 10)
    await page.goto(`${server.url}/search?q=waterproof+jacket+under+150+size+M`)
    await page.getByRole('button', { name: 'Only what is necessary' }).click()
    await page.getByRole('button', { name: 'Remove the filter up to $150.00' }).waitFor()
    const narrow = await count()
    await page.getByRole('button', { name: 'Remove the filter up to $150.00' }).click()
    await expect.poll(count, PATIENCE).toBeGreaterThan(narrow)
    expect(new URL(page.url()).searchParams.get('q')).toBe('waterproof jacket size M')
    const brand = page.locator('.filters .tick', { hasText: 'Skarven' })
    const promised = Number(await brand.locator('.quiet').textContent())
    await brand.getByRole('checkbox').check()
    await expect.poll(count, PATIENCE).toBe(promised)
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('searchbox').fill('boo')
    await page.locator('.suggestions a').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.suggestions').waitFor({ state: 'hidden' })

    await page.goto(`${server.url}/search?q=down+jacket+under+20`)
    await page.getByText(/Nothing up to \$20\.00/).waitFor()
    await page.goto(`${server.url}/search?q=xqzzt+wvvkp`)
    await page.getByRole('heading', { name: /Nothing found/ }).waitFor()
    await filled(page, 'search_empty_row').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})
