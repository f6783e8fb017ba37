import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedDemo } from '#demo/index.ts'
import { findOrderByNumber } from '#domain/orders/index.ts'
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

/** A visitor who has answered the shop's question, so that it covers nothing. */
const answered = (origin: string): BrowserContextOptions => ({
  storageState: {
    cookies: [],
    origins: [{ origin, localStorage: [{ name: 'tarnwick.consent', value: 'necessary' }] }],
  },
})

describeInBrowser('the storefront of the demo shop', () => {
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

  test('leads from the first page by department and product to the cart, an order and the account', async () => {
    const { page, faults, close } = await openPage(browser, answered(server.url))
    await page.goto(server.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shoot(page, 'demo/path-1-home')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: /Theo Marlow/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Theo Marlow' }).waitFor()
    const ordersBefore = await page.getByRole('heading', { level: 3 }).count()

    await page.getByRole('button', { name: 'Clothing' }).click()
    await page.getByRole('link', { name: 'Jackets' }).click()
    await page.getByRole('heading', { level: 1, name: 'Jackets' }).waitFor()
    await page.getByRole('checkbox', { name: 'Waterproof' }).check()
    await page.getByRole('radio', { name: 'Up to $150' }).check()
    await page.getByRole('checkbox', { name: 'Women' }).check()
    await shoot(page, 'demo/path-2-department')
    await page.getByRole('link', { name: /Women’s Heron Rain Shell/ }).click()

    await page.getByRole('heading', { level: 1, name: 'Women’s Heron Rain Shell' }).waitFor()
    expect(await page.getByRole('button', { name: 'Choose a size' }).isDisabled()).toBe(true)
    await page.getByRole('radio', { name: 'Navy' }).check()
    const size = page.locator('.value:not(.sold-out) input[name=Size]').first()
    await size.check()
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByText('Added to your cart').waitFor()
    await shoot(page, 'demo/path-3-product')
    await page.getByRole('link', { name: 'Go to cart' }).click()

    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
    await page.getByRole('button', { name: /One more of Women’s Heron/ }).click()
    await page.getByText('$139 each').waitFor()
    await shoot(page, 'demo/path-4-cart')
    await page.getByRole('link', { name: 'Go to checkout' }).click()
    await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe('theo@example.com')
    await shoot(page, 'demo/path-5-checkout')
    await page.getByRole('button', { name: 'Place order, $278' }).click()

    await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor()
    const said = await page.locator('.order-number').textContent()
    const number = said?.match(/RP-\d+/)?.[0] ?? ''
    await shoot(page, 'demo/path-6-thanks')
    const order = await findOrderByNumber(store.db, number)
    expect(order).toMatchObject({ status: 'pending', total: { amount: 27_800 }, email: 'theo@example.com' })
    await page.getByRole('link', { name: 'Cart, empty' }).waitFor()
    await page.getByRole('link', { name: 'See your orders' }).click()
    await page.getByRole('heading', { level: 3, name: new RegExp(number) }).waitFor()
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(ordersBefore + 1)
    await shoot(page, 'demo/path-7-account')
    expect(faults).toEqual([])
    await close()
  })

  test('a signed-in shopper is known to the assistant, and no longer after signing out', async () => {
    const { page, faults, close } = await openPage(browser, answered(server.url))
    await page.goto(`${server.url}/account`)
    await page.getByRole('button', { name: /Nora Strand/ }).click()
    await page.getByRole('heading', { level: 1, name: 'Nora Strand' }).waitFor()
    const number = (await page.getByRole('heading', { level: 3 }).first().textContent())?.match(/RP-\d+/)?.[0]
    await page.getByRole('button', { name: 'Ask about this order' }).first().click()
    const chat = page.getByRole('dialog')
    await chat.getByText('Heron Rain Shell').first().waitFor()
    await chat
      .getByText(new RegExp(`${number}`))
      .last()
      .waitFor()
    await shoot(page, 'demo/signed-in-chat')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in as' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Sign in as' }).waitFor()
    expect(faults).toEqual([])
    await close()
  })

  test('a form that is not filled in says what is missing, field by field, and keeps what was typed', async () => {
    const { page, close } = await openPage(browser, answered(server.url))
    await page.goto(`${server.url}/checkout?lines=quarry-stoneware-mug-oat:1`)
    await page.getByLabel('Name').fill('Ada Lund')
    await page.getByRole('button', { name: /Place order/ }).click()
    await page.getByText('E-mail is not an e-mail address').waitFor()
    await page.getByText('ZIP code is needed').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada Lund')
    expect(await page.getByLabel('E-mail').evaluate((input) => input === document.activeElement)).toBe(true)
    await close()
  })

  test('filters live in the address: back and a reload bring them again', async () => {
    const { page, close } = await openPage(browser, answered(server.url))
    await page.goto(`${server.url}/departments/jackets?feature=Waterproof&max=15000`)
    await page.getByRole('checkbox', { name: 'Waterproof' }).waitFor()
    expect(await page.getByRole('checkbox', { name: 'Waterproof' }).isChecked()).toBe(true)
    const titles = await page.locator('.tile .name').allTextContents()
    expect(titles.length).toBeGreaterThan(6)
    expect(titles.filter((title) => /Gale|Thistle|Kestrel|Bramble|Cairn|Ridgeback/.test(title))).toEqual([])
    await page.locator('.tile').first().click()
    await page.getByRole('heading', { level: 2, name: 'In our stores' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Remove the filter Waterproof' }).waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
    expect(new URL(page.url()).search).toBe('')
    await close()
  })

  test('the search finds, and says so when it finds nothing', async () => {
    const { page, close } = await openPage(browser, answered(server.url))
    await page.goto(server.url)
    await page.getByRole('searchbox').fill('merino socks')
    await page.getByRole('searchbox').press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Results for “merino socks”' }).waitFor()
    await page.locator('.tile', { hasText: 'Trail Merino Socks' }).waitFor()
    await page.getByRole('searchbox').fill('xqzzt wvvkp')
    await page.getByRole('searchbox').press('Enter')
    await page.getByRole('heading', { level: 1, name: /Nothing found/ }).waitFor()
    await close()
  })

  test('a page that is not there, a server that does not answer and an empty cart say so', async () => {
    const { page, close } = await openPage(browser, answered(server.url))
    const answer = await page.goto(`${server.url}/nothing/here`)
    expect(answer?.status()).toBe(404)
    await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor()
    await page.goto(`${server.url}/cart`)
    await page.getByRole('heading', { level: 1, name: 'Your cart is empty' }).waitFor()
    await page.route('**/demo/api/departments/*', (route) => route.abort())
    await page.goto(`${server.url}/departments/lighting`)
    await page.getByText('You seem to be offline.').waitFor()
    await page.unroute('**/demo/api/departments/*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lighting' }).waitFor()
    await close()
  })

  test('the path from the first page to the cart can be walked by keyboard alone', async () => {
    const { page, close } = await openPage(browser, answered(server.url))
    await page.goto(`${server.url}/products/quarry-stoneware-mug`)
    await page.getByRole('heading', { level: 1, name: 'Quarry Stoneware Mug' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    for (let presses = 0; presses < 25 && (await focused()) !== 'Add to cart'; presses++)
      await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Added to your cart').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
    await close()
  })

  const pages = [
    '/',
    '/departments/jackets?feature=Waterproof',
    '/products/heron-rain-shell-womens',
    '/search?q=linen',
    '/search?q=xqzzt+wvvkp',
    '/cart',
    '/checkout?lines=quarry-stoneware-mug-oat:2',
    '/account',
    '/nothing',
  ]
  for (const [size, viewport] of [
    ['phone', viewports.phone],
    ['desktop', viewports.desktop],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      test(`every page is accessible and fits: ${size}, ${colorScheme}`, async () => {
        const { page, faults, close } = await openPage(browser, {
          viewport,
          colorScheme,
          reducedMotion: 'reduce',
        })
        for (const path of pages) {
          await page.goto(server.url + path)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await page.waitForLoadState('networkidle')
          expect(await axeViolations(page), path).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBe(0)
        }
        expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
        await close()
      })
})
