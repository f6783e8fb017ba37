import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assortment } from '#demo/index.ts'
import { type AgainClaims, reorderLink } from '#domain/links/index.ts'
import { findOrderByNumber, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { writeNote, writeSettings } from '#domain/settings/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
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
import { startTestServer } from '../support/server.ts'

describeInBrowser('the page that sells again', () => {
  let store: Store
  let server: RunningServer
  let browser: Browser
  let path = ''
  beforeAll(async () => {
    store = await openTestStore()
    server = await startTestServer(store)
    const now = new Date()
    const many = (stock: number | null | undefined) => stock === null || stock === undefined || stock > 9
    const goods = assortment(now)
      .map(({ product }) => product)
      .filter(({ variants }) => many(variants[0]?.stockOnline) && variants[0]?.available !== false)
      .slice(0, 60)
    const [soldOut, ...others] = goods
    if (!soldOut) throw new Error('the demo shop sells nothing')
    const without = {
      ...soldOut,
      variants: soldOut.variants.map((variant) => ({ ...variant, stockOnline: 0 })),
    }
    await importProducts(store.db, [without, ...others], { source: 'demo', now })
    await writeNote(store.db, 'demo', {}, now) // the pictures are the demo shop's
    const settings = {
      shopName: 'Tarnwick',
      accentColor: '#2f5d50',
      checkoutUrlTemplate: '/checkout?lines={lines}',
    }
    await writeSettings(store.db, settings, null, now)
    await server.house.recommender.follow()
    const line = (product: (typeof goods)[number], quantity: number, off: number) => {
      const [variant] = product.variants
      if (!variant) throw new Error('a product without variants')
      const { productId, title } = product
      const unitPrice = variant.price.amount - off
      return { productId, variantId: variant.variantId, title, quantity, unitPrice }
    }
    const bought = [others[0], others[8], soldOut].flatMap((each, at) =>
      each ? [line(each, at + 1, at * 300)] : [],
    )
    const order = orderInput.parse({
      ...{ orderNumber: 'T-100', status: 'delivered', currency: 'USD', total: 9900 },
      customer: { userId: 'u1', email: 'ada@example.com', name: 'Ada Mills' },
      placedAt: '2026-01-01T00:00:00Z',
      lines: bought,
    })
    await upsertOrders(store.db, [order], 'import', now)
    const claims: AgainClaims = {
      kind: 'order',
      orderId: (await findOrderByNumber(store.db, 'T-100'))?.orderId ?? '',
    }
    path = server.url + reorderLink(server.house.secrets.link, claims, now)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test.each([
    ['phone', 'light'],
    ['phone', 'dark'],
    ['desktop', 'light'],
    ['desktop', 'dark'],
  ] as const)('on a %s, %s: it is whole, accessible, and needs no script', async (size, colorScheme) => {
    const { page, faults, close } = await openPage(browser, { viewport: viewports[size], colorScheme })
    await page.goto(path)
    await shoot(page, `again/${size}-${colorScheme}`)
    expect(await axeViolations(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await page.locator('script').count()).toBe(0)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await shoot(page, `again/${size}-${colorScheme}-end`)
    expect(faults).toEqual([])
    await close()
  })

  test('steps up and down, and goes to the checkout with what is chosen, without a script', async () => {
    const { page, close } = await openPage(browser, { viewport: viewports.phone, javaScriptEnabled: false })
    await page.goto(path)
    await page.locator('button[value="0+"]').click()
    expect(await page.locator('#q0').inputValue()).toBe('2')
    await page.locator('button[value="1-"]').click()
    expect(await page.locator('#q1').inputValue()).toBe('1')
    await page.locator('#q1').fill('4')
    await page.locator('#q1').press('Enter')
    expect(await page.locator('#q1').inputValue()).toBe('4')
    expect(page.url()).toContain('/again/')
    await page.getByRole('button', { name: 'To checkout' }).click()
    expect(new URL(page.url()).pathname).toBe('/checkout')
    expect(new URL(page.url()).searchParams.get('lines')).toMatch(/:2,.*:4$/)
    await close()
  })
})
