import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser } from '../support/browser.ts'
import type { FakeOptions } from '../support/fake-chat-server.ts'
import { openShop, type ShopPage } from '../support/widget-page.ts'

describeInBrowser('messages arrive exactly once', () => {
  let browser: Browser
  let shop: ShopPage
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(() => shop.close())

  const start = async (options?: FakeOptions) => {
    shop = await openShop(browser, options)
    await shop.open()
  }
  const write = async (text: string) => {
    await shop.field.fill(text)
    await shop.field.press('Enter')
  }
  const bubbles = () => shop.page.locator('.messages .bubble').allInnerTexts()
  const heardTexts = () => shop.house.messages.map((message) => message.text)

  test('twenty messages over a line that loses every third answer and is cut again and again', async () => {
    let calls = 0
    await start({ losesAnswer: () => (++calls % 3 === 0 ? 'with_the_line' : null) })
    const texts = Array.from({ length: 20 }, (_, at) => `message ${at + 1}`)
    for (const [at, text] of texts.entries()) {
      await write(text)
      if (at % 4 === 1) shop.house.cut()
      if (at % 5 === 2) shop.house.say('agent', `answer ${at + 1}`)
    }
    await expect
      .poll(() => heardTexts().filter((text) => text.startsWith('message')), { timeout: 60_000 })
      .toEqual(texts)
    await expect.poll(bubbles, { timeout: 20_000 }).toEqual(heardTexts())
    expect(await shop.page.getByText('Sending').count()).toBe(0)
  })

  test('a message whose answer never comes is sent again under the same id, and stands there once', async () => {
    let calls = 0
    await start({ losesAnswer: () => (++calls === 1 ? 'silently' : null) })
    await write('hello?')
    await expect.poll(() => [...shop.house.arrivals.values()], { timeout: 20_000 }).toEqual([2])
    await shop.ask('and again')
    await expect.poll(bubbles).toEqual(['hello?', 'and again'])
    expect(heardTexts()).toEqual(['hello?', 'and again'])
  })

  test('what was said while the line was down is there after the reconnect, later states included', async () => {
    await start()
    await shop.ask('hello')
    const first = shop.house.say('agent', 'One', [], { status: 'partial' })
    await shop.page.getByText('One', { exact: true }).waitFor()
    shop.house.setReachable(false)
    shop.house.cut()
    shop.house.change(first, { text: 'One and two', status: 'complete' })
    shop.house.say('agent', 'Three')
    await shop.page.getByText('Connecting again').waitFor()
    shop.house.setReachable(true)
    await expect.poll(bubbles, { timeout: 10_000 }).toEqual(['hello', 'One and two', 'Three'])
  })

  test('a change that never came is noticed by its gap and asked for, without a reconnect', async () => {
    await start()
    await shop.ask('hello')
    shop.house.loseNextEvent()
    shop.house.say('agent', 'The first half.')
    shop.house.say('agent', 'The second half.')
    await expect.poll(bubbles).toEqual(['hello', 'The first half.', 'The second half.'])
    expect(shop.house.handshakes.length).toBe(1)
  })

  test('what was written offline is sent when the network is back, and survives a reload before that', async () => {
    await start()
    await shop.ask('hello')
    await shop.page.context().setOffline(true)
    await write('written in a tunnel')
    await shop.page.getByText('You are offline.').waitFor()
    expect(heardTexts()).toEqual(['hello'])
    await shop.page.context().setOffline(false)
    await shop.house.heard('written in a tunnel')
    shop.house.setReachable(false)
    shop.house.cut()
    await write('written before a reload')
    await shop.page.reload()
    shop.house.setReachable(true)
    await shop.house.heard('written before a reload')
    await expect.poll(bubbles).toEqual(['hello', 'written in a tunnel', 'written before a reload'])
  })

  test('a network that lets no WebSocket through is served by polling', async () => {
    shop = await openShop(browser)
    await shop.page.addInitScript(() => {
      Reflect.set(
        window,
        'WebSocket',
        class {
          onclose: (() => void) | null = null
          constructor() {
            setTimeout(() => this.onclose?.(), 20)
          }
          close() {}
        },
      )
    })
    await shop.page.reload()
    await shop.open()
    await shop.ask('hello over polling')
    shop.house.say('agent', 'And back.')
    await shop.page.getByText('And back.', { exact: true }).waitFor()
    shop.house.cut()
    await shop.ask('again')
    await expect.poll(bubbles).toEqual(['hello over polling', 'And back.', 'again'])
  })

  test('a refused message says so, and can be tried again or discarded', async () => {
    await start()
    await shop.ask('hello')
    shop.house.refuse({ status: 400, title: 'Bad', detail: 'That cannot be sent.' })
    await write('first try')
    await shop.page.getByText('Not sent. That cannot be sent.').waitFor()
    await write('to be dropped')
    await expect.poll(() => shop.page.getByText('Not sent.').count()).toBe(2)
    await shop.page.getByRole('button', { name: 'Discard' }).last().click()
    shop.house.refuse(null)
    await shop.page.getByRole('button', { name: 'Try again' }).click()
    await shop.house.heard('first try')
    await expect.poll(bubbles).toEqual(['hello', 'first try'])
    expect(await shop.page.getByText('Not sent.').count()).toBe(0)
  })

  test('a limit is waited out by itself', async () => {
    await start()
    shop.house.refuse({ status: 429, title: 'Too many requests', retryAfterSeconds: 1 })
    await write('quick')
    await expect.poll(() => shop.house.arrivals.size).toBe(1)
    shop.house.refuse(null)
    await shop.house.heard('quick')
    expect(await shop.page.getByText('Not sent.').count()).toBe(0)
  })

  test('a message that is too long is counted and not sent; the longest one is', async () => {
    await start()
    await shop.field.fill('x'.repeat(10_001))
    await shop.page.getByText('1 characters too many').waitFor()
    await shop.field.press('Enter')
    expect(await shop.field.inputValue()).toHaveLength(10_001)
    await shop.field.press('Backspace')
    await shop.field.press('Enter')
    await shop.house.heard('x'.repeat(10_000))
    await write('   ')
    await shop.ask('after')
    expect(shop.house.messages).toHaveLength(2)
  })

  test('a session that the server knows no more is let go, and the message goes into a new one', async () => {
    await start()
    await shop.ask('hello')
    shop.house.sessions.clear()
    shop.house.setReachable(false)
    shop.house.cut()
    await write('after a long time')
    shop.house.setReachable(true)
    await shop.house.heard('after a long time')
    await expect
      .poll(() => shop.page.evaluate(() => JSON.parse(localStorage.rapport).session))
      .toBe('vs_again')
  })
})
