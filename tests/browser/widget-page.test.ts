import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser } from '../support/browser.ts'
import { startFakeChat } from '../support/fake-chat-server.ts'
import { buildScreens } from '../support/screens.ts'
import { openShop, type ShopPage } from '../support/widget-page.ts'

const KB = 1000

describeInBrowser('the widget in a host page', () => {
  let browser: Browser
  let shop: ShopPage | undefined
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await shop?.close()
    shop = undefined
  })

  test('at most 3 KB gzip before the launcher is pressed, at most 30 KB in all, in the largest language', async () => {
    const folder = await buildScreens('web-widget')
    const sizeOf = (path: string) => gzipSync(readFileSync(join(folder, path.replace(/.*\//, '')))).length
    const locales = readdirSync(folder).filter((file) => /^[a-z]{2}-/.test(file))
    const largest = locales.sort((a, b) => sizeOf(b) - sizeOf(a))[0]?.slice(0, 2) ?? ''
    shop = await openShop(browser, { config: { locale: largest } })
    const loaded: string[] = []
    shop.page.on('requestfinished', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) loaded.push(pathname)
    })
    await shop.page.reload()
    await shop.launcher.waitFor()
    expect(loaded).toEqual(['/widget.js'])
    expect(sizeOf('/widget.js')).toBeLessThanOrEqual(3 * KB)
    await shop.launcher.click()
    await shop.panel.waitFor()
    expect(loaded).toHaveLength(3)
    expect(loaded.reduce((sum, path) => sum + sizeOf(path), 0)).toBeLessThanOrEqual(30 * KB)
  })

  test('styles of the page do not reach it, and it brings none to the page', async () => {
    shop = await openShop(browser)
    await shop.open()
    const style = await shop.page.evaluate(() => {
      const root = document.querySelector('rapport-chat')?.shadowRoot
      const button = root?.querySelector('.chip')
      const host = document.querySelector('rapport-chat')
      const of = (element: Element | null | undefined) => (element ? getComputedStyle(element) : null)
      return {
        spacing: of(button)?.letterSpacing,
        transform: of(button)?.textTransform,
        host: of(host)?.opacity,
        sheets: document.styleSheets.length,
        styles: document.querySelectorAll('style').length,
      }
    })
    expect(style).toEqual({ spacing: 'normal', transform: 'none', host: '1', sheets: 1, styles: 0 })
    expect(shop.faults).toEqual([])
  })

  test('its colours, font and distance follow CSS variables of the page', async () => {
    shop = await openShop(browser)
    await shop.page.evaluate(() => {
      const root = document.documentElement.style
      root.setProperty('--rapport-accent', 'rgb(120, 20, 60)')
      root.setProperty('--rapport-offset', '40px')
    })
    const box = await shop.launcher.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(1280 - 40)
    expect(await shop.launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(120, 20, 60)',
    )
  })

  test('calls made before the script was there are done when it is', async () => {
    const early =
      "window.Rapport = window.Rapport || []; Rapport.push(['open']); Rapport.push(function (rapport) { rapport.send('from the page') }); Rapport.push(['nonsense'])"
    const house = await startFakeChat({
      page: '<script src="/early.js"></script>',
      scripts: { '/early.js': early },
    })
    const context = await browser.newContext()
    const page = await context.newPage()
    const thrown: string[] = []
    page.on('pageerror', (error) => thrown.push(error.message))
    await page.goto(house.url)
    await page.getByRole('dialog').waitFor()
    await house.heard('from the page')
    expect(thrown).toHaveLength(1) // the nonsense, told to the page's owner, and nothing else stopped by it
    await context.close()
    await house.close()
  })

  test('the page adds to the cart, reads it, and hears what happens', async () => {
    shop = await openShop(browser)
    const result = await shop.page.evaluate(async () => {
      const rapport = Reflect.get(globalThis, 'Rapport')
      const heard: string[] = []
      for (const event of ['ready', 'open', 'close', 'message', 'cart'])
        rapport.on(event, () => heard.push(event))
      const stop = rapport.on('open', () => heard.push('never'))
      stop()
      const before = await rapport.cart()
      const added = await rapport.addToCart({ productId: 'heron', variantId: 'heron-navy-m', quantity: 2 })
      await rapport.open()
      await rapport.close()
      const late: unknown[] = []
      rapport.on('cart', (view: unknown) => late.push(view))
      const emptied = await rapport.setCartLine({
        productId: 'heron',
        variantId: 'heron-navy-m',
        quantity: 0,
      })
      return {
        before,
        lines: added.lines.length,
        now: (await rapport.cart()).lines.length,
        emptied: emptied.lines.length,
        heard,
        late: late.length,
      }
    })
    expect(result).toMatchObject({ before: null, lines: 1, emptied: 0, now: 0 })
    expect(result.heard.filter((event) => event !== 'cart')).toEqual(['ready', 'open', 'close'])
    expect(result.heard).toContain('cart')
    expect(result.late).toBeGreaterThan(0)
  })

  test('a refused call of the page rejects with the reason', async () => {
    shop = await openShop(browser)
    shop.house.refuseCart({ status: 409, title: 'Sold out', detail: 'Only one is left.' })
    const reason = await shop.page.evaluate(() =>
      Reflect.get(globalThis, 'Rapport')
        .addToCart({ productId: 'a', variantId: 'b', quantity: 2 })
        .then(
          () => null,
          (error: Error) => error.message,
        ),
    )
    expect(reason).toBe('Only one is left.')
  })

  test('who is signed in is told with the first message, and not before; a fresh token is asked for when one expires', async () => {
    shop = await openShop(browser)
    await shop.page.evaluate(() => {
      const token = (seconds: number) =>
        `x.${btoa(JSON.stringify({ sub: 'u1', exp: Math.floor(Date.now() / 1000) + seconds }))}.y`
      Reflect.set(window, 'asked', 0)
      Reflect.get(globalThis, 'Rapport').identify(() => {
        Reflect.set(window, 'asked', Reflect.get(window, 'asked') + 1)
        return token(32) // good for two seconds more than the margin
      })
    })
    await shop.open()
    expect(shop.house.tokens).toEqual([])
    await shop.ask('where is my order?')
    expect(shop.house.tokens).toHaveLength(1)
    await expect.poll(() => shop?.house.tokens.length, { timeout: 10_000 }).toBe(2)
    expect(await shop.page.evaluate(() => Reflect.get(window, 'asked'))).toBe(2)
  })

  test('signing out forgets the person: the chat is empty and the next message is a stranger’s', async () => {
    shop = await openShop(browser)
    await shop.open()
    await shop.ask('my secret')
    await shop.page.evaluate(() => Reflect.get(globalThis, 'Rapport').identify(null))
    await shop.page.getByText('my secret').waitFor({ state: 'detached' })
    expect(await shop.page.evaluate(() => localStorage.length)).toBe(0)
    shop.house.startAnew()
    await shop.ask('hello')
    expect(shop.house.sessions.size).toBe(2)
  })

  test('a panel that cannot be loaded says so, and the next press tries again', async () => {
    shop = await openShop(browser)
    await shop.page.route('**/widget/panel-*', (route) => route.abort(), { times: 1 })
    await shop.launcher.click()
    await shop.page.getByText('Please try again').waitFor()
    await shop.launcher.click()
    await shop.panel.waitFor()
    expect(await shop.page.getByText('Please try again').count()).toBe(0)
  })

  test('a shop that does not know the key shows no button, and tells the page’s owner why', async () => {
    const house = await startFakeChat({ refusesKey: true })
    const context = await browser.newContext()
    const page = await context.newPage()
    const warnings: string[] = []
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await page.goto(house.url)
    await expect.poll(() => warnings.join()).toContain('Rapport is not shown')
    expect(warnings.join()).toContain('The public key is missing')
    expect(await page.locator('rapport-chat').count()).toBe(0)
    await context.close()
    await house.close()
  })

  test('the tag twice on a page makes one widget', async () => {
    shop = await openShop(browser, { page: '<script src="/widget.js" data-key="pk_test" async></script>' })
    await shop.open()
    expect(await shop.page.locator('rapport-chat').count()).toBe(1)
  })
})
