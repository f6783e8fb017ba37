import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser } from '../support/browser.ts'
import type { FakeOptions } from '../support/fake-chat-server.ts'
import { nothingStored, openShop, partsOf, type ShopPage, stored } from '../support/widget-page.ts'

describeInBrowser('what the widget keeps, and when', () => {
  let browser: Browser
  let shop: ShopPage
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => shop.close())

  const start = async (options?: FakeOptions) => {
    shop = await openShop(browser, options)
  }

  test('nothing is stored, and nobody is identified, before the first message', async () => {
    await start()
    expect(await stored(shop.page)).toEqual(nothingStored)
    await shop.open()
    await shop.page.getByText('Hello. What can we help you find today?').waitFor()
    await shop.field.fill('I am still thinking')
    await shop.page.keyboard.press('Escape')
    expect(await stored(shop.page)).toEqual(nothingStored)
    expect(shop.house.handshakes.every((handshake) => !handshake.session)).toBe(true)
    await shop.open()
    await shop.ask('hello')
    await shop.page.getByText('This chat is kept on this device.').waitFor()
    const kept = await stored(shop.page)
    expect(kept).toMatchObject({ databases: [], caches: [], cookies: [] })
    expect(kept.local).toEqual({ rapport: JSON.stringify({ session: 'vs_1', agreed: false, outbox: [] }) })
    expect(shop.faults).toEqual([])
  })

  test('a page that is only looked at makes no connection', async () => {
    await start()
    await shop.page.waitForTimeout(2000)
    expect(shop.house.handshakes).toEqual([])
  })

  test('where consent is required, the chat works in memory alone until the shopper agrees', async () => {
    await start({ config: { consentRequired: true } })
    await shop.open()
    await shop.ask('hello')
    shop.house.say('agent', 'Hello to you.')
    await shop.page.getByText('Hello to you.', { exact: true }).waitFor()
    expect(await stored(shop.page)).toEqual(nothingStored)
    await shop.page.getByRole('button', { name: 'Keep it' }).click()
    await shop.page.getByText('This chat is kept on this device.').waitFor()
    expect((await stored(shop.page)).local).toEqual({
      rapport: JSON.stringify({ session: 'vs_1', agreed: true, outbox: [] }),
    })
    await shop.page.reload()
    await shop.page.getByText('Hello to you.', { exact: true }).waitFor() // it was open in this tab, and is again
    expect(await shop.page.getByText('Keep this chat on this device').count()).toBe(0)
  })

  test('who declines is not asked again on this page, keeps the chat, and leaves nothing behind', async () => {
    await start({ attributes: 'data-consent="required"' })
    await shop.open()
    await shop.page.getByRole('button', { name: 'No, thanks' }).click()
    await shop.ask('hello')
    expect(await shop.page.getByText('Keep this chat on this device').count()).toBe(0)
    expect(await stored(shop.page)).toEqual(nothingStored)
  })

  test('data-consent="granted" and Rapport.consent(true) count as the shopper’s word', async () => {
    await start({ config: { consentRequired: true } })
    await shop.page.evaluate(() => Reflect.get(globalThis, 'Rapport').consent(true))
    await shop.open()
    await shop.ask('hello')
    await shop.page.getByText('This chat is kept on this device.').waitFor()
    await shop.close()
    await start({ config: { consentRequired: true }, attributes: 'data-consent="granted"' })
    await shop.open()
    await shop.ask('hello')
    await shop.page.getByText('This chat is kept on this device.').waitFor()
  })

  test('to stop keeping it is one press, and clears the device at once', async () => {
    await start()
    await shop.open()
    await shop.ask('hello')
    await shop.page.getByRole('button', { name: 'Stop keeping it' }).click()
    expect(await stored(shop.page)).toEqual(nothingStored)
    await shop.ask('and now?')
    expect(await stored(shop.page)).toEqual(nothingStored)
    expect(shop.house.messages.map((message) => message.text)).toEqual(['hello', 'and now?'])
  })

  test('Rapport.consent(false) clears the device even before the panel was opened', async () => {
    await start()
    await shop.open()
    await shop.ask('hello')
    await shop.page.keyboard.press('Escape')
    await shop.page.reload()
    await shop.launcher.waitFor()
    await shop.page.evaluate(() => Reflect.get(globalThis, 'Rapport').consent(false))
    expect(await stored(shop.page)).toEqual(nothingStored)
  })

  test('with Global Privacy Control only the product in view goes along with a message', async () => {
    const page = '<meta property="product:retailer_item_id" content="heron">'
    const pageOf = async (privacy: boolean) => {
      await start({ page })
      await shop.page.evaluate(
        (on) => Object.defineProperty(navigator, 'globalPrivacyControl', { value: on }),
        privacy,
      )
      await shop.open()
      await shop.ask('is this waterproof?')
      return shop.house.pages.at(-1)
    }
    expect(await pageOf(true)).toEqual({ productId: 'heron' })
    await shop.close()
    expect(await pageOf(false)).toEqual({
      productId: 'heron',
      title: 'Rain jackets',
      url: `${shop.house.url}/`,
    })
  })

  test('tabs stay in step: a second one joins the chat, and both forget together', async () => {
    await start()
    const second = await shop.page.context().newPage()
    await second.goto(shop.house.url)
    const other = partsOf(second)
    await other.launcher.click()
    await other.panel.waitFor()
    await shop.open()
    await shop.ask('hello from the first')
    await second.getByText('hello from the first').waitFor()
    await other.field.fill('hello from the second')
    await other.field.press('Enter')
    await shop.page.getByText('hello from the second').waitFor()
    expect(await shop.page.evaluate(() => JSON.parse(localStorage.rapport).session)).toBe('vs_1')
    await shop.page.evaluate(() => Reflect.get(globalThis, 'Rapport').identify(null))
    await second.getByText('hello from the first').waitFor({ state: 'detached' })
    expect(await stored(second)).toEqual(nothingStored)
  })

  test('two tabs that begin in the same moment become one chat', async () => {
    await start()
    const second = await shop.page.context().newPage()
    await second.goto(shop.house.url)
    const other = partsOf(second)
    await other.launcher.click()
    await other.panel.waitFor()
    await shop.open()
    const say = (page: typeof second, text: string) =>
      page.evaluate((words) => Reflect.get(globalThis, 'Rapport').send(words), text)
    await Promise.all([say(shop.page, 'one'), say(second, 'two')])
    await shop.house.heard('one')
    await shop.house.heard('two')
    expect(shop.house.sessions.size).toBe(1)
    for (const page of [shop.page, second]) {
      await page.getByText('one', { exact: true }).waitFor()
      await page.getByText('two', { exact: true }).waitFor()
    }
  })

  test('a browser that bars storage still gets a chat', async () => {
    await start()
    await shop.page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('barred', 'SecurityError')
          },
        })
    })
    await shop.page.reload()
    await shop.open()
    await shop.ask('hello')
    shop.house.say('agent', 'Hello to you.')
    await shop.page.getByText('Hello to you.', { exact: true }).waitFor()
    expect(shop.faults).toEqual([])
  })
})
