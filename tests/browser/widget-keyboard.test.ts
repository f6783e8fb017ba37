import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser, viewports } from '../support/browser.ts'
import { openShop, type ShopPage } from '../support/widget-page.ts'
import { askSize, jackets } from '../support/widget-story.ts'

/** What has the focus, by role or tag and name, through the shadow root. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('rapport-chat')?.shadowRoot?.activeElement
    const element = inside ?? document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
  })

describeInBrowser('the widget without a mouse', () => {
  let browser: Browser
  let shop: ShopPage
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => shop.close())

  test('from the launcher to a product in the cart and back, by keys alone', async () => {
    shop = await openShop(browser)
    const { page, house } = shop
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Chat with Fell & Hearth')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page)).toBe('Write a message')
    await page.keyboard.type('a jacket?')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('a dry one')
    await page.keyboard.press('Enter')
    await house.heard('a jacket?\na dry one')
    expect(await focused(page)).toBe('Write a message')
    house.say('agent', 'These.', [jackets, askSize])
    await page.getByText('These.', { exact: true }).waitFor()
    const reach = async (name: string) => {
      for (let steps = 0; steps < 40 && (await focused(page)) !== name; steps++)
        await page.keyboard.press('Shift+Tab')
      expect(await focused(page)).toBe(name)
    }
    await reach('Cheaper ones')
    await reach('Size, Heron Rain Shell')
    await page.keyboard.type('L')
    await reach('Colour, Heron Rain Shell')
    await page.keyboard.type('Moss')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'In your cart' }).waitFor()
    expect(house.cartCalls.map((call) => call.variantId)).toEqual(['heron-moss-l'])
    await page.keyboard.press('Escape')
    expect(await shop.panel.isHidden()).toBe(true)
    expect(await focused(page)).toBe('Chat with Fell & Hearth, 0 unread'.split(',')[0])
  })

  test('Tab goes round inside the open panel, both ways', async () => {
    shop = await openShop(browser)
    await shop.open()
    const stops: string[] = []
    for (let steps = 0; steps < 14; steps++) {
      stops.push(await focused(shop.page))
      await shop.page.keyboard.press('Tab')
    }
    expect(new Set(stops)).toContain('Close chat')
    expect(stops.filter((stop) => stop === 'Write a message').length).toBeGreaterThan(1)
    expect(stops).not.toContain('Chat with Fell & Hearth')
  })

  test('every stop shows that it has the focus', async () => {
    shop = await openShop(browser)
    await shop.open()
    for (let steps = 0; steps < 7; steps++) {
      await shop.page.keyboard.press('Tab')
      const isVisible = await shop.page.evaluate(() => {
        const element = document.querySelector('rapport-chat')?.shadowRoot?.activeElement
        if (!element) return false
        const frame = element.matches('textarea') ? element.parentElement : element
        const style = getComputedStyle(frame ?? element)
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
      })
      expect(isVisible, await focused(shop.page)).toBe(true)
    }
  })

  test('keys pressed in the chat do not reach the shortcuts of the page', async () => {
    shop = await openShop(browser)
    await shop.page.evaluate(() => {
      Reflect.set(window, 'pressed', [])
      for (const type of ['keydown', 'keyup', 'keypress'])
        document.addEventListener(type, (event) => Reflect.get(window, 'pressed').push(event.type))
    })
    await shop.open()
    await shop.page.keyboard.type('/search')
    await shop.page.keyboard.press('Escape')
    const pressed: string[] = await shop.page.evaluate(() => Reflect.get(window, 'pressed'))
    expect(pressed.filter((type) => type !== 'keyup')).toEqual([]) // the keyup of Escape comes when the focus is back on the page
  })

  test('less motion means none', async () => {
    shop = await openShop(browser, {}, { reducedMotion: 'reduce' })
    await shop.open()
    await shop.ask('hello')
    shop.house.typing(true)
    await shop.page.getByText('Assistant is writing').waitFor({ state: 'attached' })
    const running = await shop.page.evaluate(
      () =>
        document
          .querySelector('rapport-chat')
          ?.shadowRoot?.getAnimations()
          .filter((animation) => animation.effect?.getComputedTiming().duration !== 0).length,
    )
    expect(running).toBe(0)
  })

  test('on a phone the panel fills the screen, follows the keyboard, and gives the page back', async () => {
    shop = await openShop(browser, {}, { viewport: viewports.phone, hasTouch: true, isMobile: true })
    await shop.launcher.tap()
    await shop.panel.waitFor()
    await expect.poll(() => shop.panel.boundingBox()).toEqual({ x: 0, y: 0, ...viewports.phone })
    expect(await shop.page.evaluate(() => document.documentElement.style.overflow)).toBe('hidden')
    await shop.page.setViewportSize({ width: 390, height: 500 }) // as when the keyboard takes its part
    await expect.poll(async () => (await shop.panel.boundingBox())?.height).toBe(500)
    const field = await shop.field.boundingBox()
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(500)
    await shop.page.getByRole('button', { name: 'Close chat' }).tap()
    expect(await shop.page.evaluate(() => document.documentElement.style.overflow)).toBe('')
    expect(await shop.launcher.isVisible()).toBe(true)
  })
})
