import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Sender } from '#contract/message.ts'
import { findConversation, messagesAfter } from '#domain/conversations/index.ts'
import { signIdentityToken } from '#domain/identity/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import type { RunningServer } from '#server/index.ts'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  type WatchedPage,
} from '../support/browser.ts'
import { openTestStore } from '../support/database.ts'
import { openHostPage } from '../support/host-page.ts'
import { buildScreens } from '../support/screens.ts'
import { startTestServer } from '../support/server.ts'
import { partsOf } from '../support/widget-page.ts'

describeInBrowser('the widget on another site, with the real house behind it', () => {
  let browser: Browser
  let server: RunningServer
  let host: Awaited<ReturnType<typeof openHostPage>>
  let watched: WatchedPage
  beforeAll(async () => {
    await buildScreens('web-widget')
    browser = await openBrowser()
    server = await startTestServer(await openTestStore(), { demo: true })
    host = await openHostPage(server)
    await writeSettings(server.house.db, { origins: [host.url] }, null, new Date())
  })
  afterAll(async () => {
    await browser.close()
    await host.close()
    await server.close()
  })
  beforeEach(async () => {
    watched = await openPage(browser)
    await watched.page.goto(host.url)
  })
  afterEach(() => watched.close())

  const parts = () => partsOf(watched.page)
  const open = async () => {
    await parts().launcher.click()
    await parts().panel.waitFor()
  }
  const ask = async (text: string) => {
    await parts().field.fill(text)
    await parts().field.press('Enter')
  }
  const answers = () => watched.page.locator('.row.theirs .bubble').allInnerTexts()
  const conversationId = async (): Promise<string> =>
    watched.page.evaluate(() => Reflect.get(globalThis, 'conversationId'))
  const noteConversation = () =>
    watched.page.evaluate(() =>
      Reflect.get(globalThis, 'Rapport').on('message', (message: { conversationId: string }) =>
        Reflect.set(globalThis, 'conversationId', message.conversationId),
      ),
    )

  test('a waterproof jacket under 150: cards that are that, and one of them in the cart', async () => {
    await open()
    await ask('do you have a waterproof jacket under 150?')
    const cards = watched.page.getByRole('article')
    await cards.first().waitFor()
    const prices = await cards.locator('.price strong').allInnerTexts()
    for (const price of prices) expect(Number(price.replace('$', ''))).toBeLessThanOrEqual(150)
    expect(await cards.getByText('Sold out', { exact: true }).count()).toBe(0)
    const selects = cards.first().getByRole('combobox')
    for (let at = 0; at < (await selects.count()); at++) {
      const value = await selects.nth(at).locator('option:not([disabled])').first().getAttribute('value')
      await selects.nth(at).selectOption(value)
    }
    await cards.first().getByRole('button', { name: 'Add to cart' }).click()
    await cards.first().getByRole('button', { name: 'In your cart' }).waitFor()
    await watched.page.getByRole('button', { name: 'Cart, 1 items' }).click()
    const checkout = await watched.page.getByRole('link', { name: 'Go to checkout' }).getAttribute('href')
    expect(checkout).toContain('/checkout?lines=')
    await shoot(watched.page, 'house/cart')
    expect(await axeViolations(watched.page)).toEqual([])
    expect(watched.faults).toEqual([])
  })

  test('from something similar to two side by side, a store, and the cart', async () => {
    const { page } = watched
    await open()
    const bubbles = page.locator('.row.theirs .bubble')
    const answerTo = async (text: string) => {
      const before = await bubbles.count()
      await ask(text)
      await bubbles.nth(before).waitFor()
      return bubbles.nth(before).innerText()
    }
    await answerTo('rain jacket')
    await page.getByRole('article').first().waitFor()
    await answerTo('show me something similar to the first one')
    await page
      .getByText(/^Similar to /)
      .first()
      .waitFor()
    await shoot(page, 'house/similar')
    await answerTo('compare the first two')
    const table = page.getByRole('table')
    await table.waitFor()
    expect(await page.getByRole('columnheader').count()).toBe(2)
    await table.scrollIntoViewIfNeeded()
    await shoot(page, 'house/compared')
    expect(await answerTo('do you have the first one in your Portland store?')).toContain('Tarnwick Portland')
    await shoot(page, 'house/store')
    // price and stock of both come first, then what buys them
    const column = page.getByRole('cell').nth(2)
    const selects = column.getByRole('combobox')
    for (let at = 0; at < (await selects.count()); at++) {
      const value = await selects.nth(at).locator('option:not([disabled])').first().getAttribute('value')
      await selects.nth(at).selectOption(value)
    }
    await column.getByRole('button', { name: 'Add to cart' }).click()
    await column.getByRole('button', { name: 'In your cart' }).waitFor()
    await page.getByRole('button', { name: 'Cart, 1 items' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(watched.faults).toEqual([])
  })

  test('the return policy comes from the document, and the link opens it', async () => {
    await open()
    await ask('what is your return policy?')
    const link = watched.page.locator('a.source').first()
    await link.waitFor()
    expect((await answers()).join(' ')).toMatch(/60 days/)
    const [page] = await Promise.all([watched.page.context().waitForEvent('page'), link.click()])
    await page.waitForLoadState()
    expect(await page.title()).toContain('Returns')
    expect(new URL(page.url()).origin).toBe(server.url)
    expect(watched.faults).toEqual([])
  })

  test('where is my order: asked for at first, answered at once for who is signed in', async () => {
    await open()
    await ask('where is my order?')
    await watched.page
      .getByText(/order number/)
      .first()
      .waitFor()
    await watched.close()
    watched = await openPage(browser)
    await watched.page.goto(host.url)
    const [secret = ''] = server.house.secrets.identityAccepted
    const token = await signIdentityToken(secret, { sub: 'tw-0001', name: 'A customer' }, new Date())
    await parts().launcher.waitFor()
    await watched.page.evaluate((signed) => Reflect.get(globalThis, 'Rapport').identify(signed), token)
    await open()
    await ask('where is my order?')
    await watched.page.locator('.card.order').first().waitFor()
    await shoot(watched.page, 'house/order')
    expect(await axeViolations(watched.page)).toEqual([])
    expect(watched.faults).toEqual([])
  })

  test('a person takes over, answers, and gives back; the agent is silent in between', async () => {
    const { inbound, db } = server.house
    const { staff: mia } = await addStaff(
      db,
      { email: 'mia@shop.example', name: 'Mia', roles: ['support'] },
      new Date(),
    )
    await open()
    await noteConversation()
    await ask('can I talk to a person?')
    await watched.page.getByText('Stop waiting').waitFor()
    await inbound.take(mia, await conversationId())
    await watched.page.getByText('You are talking with Mia.').waitFor()
    await ask('do you have a warm hat?')
    await inbound.staffReply(mia, {
      conversationId: await conversationId(),
      clientMessageId: 'reply-0001',
      text: 'Mia here, one moment.',
    })
    await watched.page.getByText('Mia here, one moment.', { exact: true }).waitFor()
    await shoot(watched.page, 'house/mia')
    await inbound.resolve(mia, await conversationId())
    await watched.page.getByText('You are talking with Mia.').waitFor({ state: 'detached' })
    await ask('what is your return policy?')
    await watched.page.locator('a.source').first().waitFor()
    expect((await answers()).slice(-2)[0]).toContain('Mia here')
    expect(watched.faults).toEqual([])
  })

  test('with the line cut again and again, page and house hold the same words once', async () => {
    await open()
    await noteConversation()
    const questions = [
      'do you have tents?',
      'what does delivery cost?',
      'how do I wash wool?',
      'do you have mugs?',
    ]
    for (const question of questions) {
      await ask(question)
      await watched.page.context().setOffline(true)
      await watched.page.context().setOffline(false)
    }
    const patiently = { timeout: 20_000 }
    await expect.poll(() => held('customer'), patiently).toEqual(questions)
    await server.house.inbound.turnDone(await conversationId())
    const mine = watched.page.locator('.messages .row.mine .bubble')
    await expect.poll(() => mine.allInnerTexts(), patiently).toEqual(questions)
    // the greeting stands above what the house holds
    await expect.poll(async () => (await answers()).slice(1), patiently).toEqual(await held('agent'))
  })

  async function held(sender: Sender): Promise<string[]> {
    const conversation = await findConversation(server.house.db, await conversationId())
    const messages = conversation ? await messagesAfter(server.house.db, conversation, 0) : []
    return messages.filter((message) => message.sender === sender).map((message) => message.text)
  }

  test('from an origin that is not on the list there is no widget, and the page is told why', async () => {
    const warnings: string[] = []
    watched.page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()))
    await watched.page.goto(host.url.replace('localhost', '127.0.0.1'))
    await expect.poll(() => warnings.join(), { timeout: 10_000 }).toContain('Rapport is not shown')
    expect(await watched.page.locator('rapport-chat').count()).toBe(0)
  })
})
