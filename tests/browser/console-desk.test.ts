import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeInBrowser, openBrowser, shoot } from '../support/browser.ts'
import { openConsole, pageFaults, replyField, rowOf, transcript } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop, type Shopper } from '../support/console-shop.ts'

describeInBrowser('the desk', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  /** Somebody who has asked for a person: waiting in the queue. */
  async function waitingShopper(): Promise<{ shopper: Shopper; conversationId: string }> {
    const shopper = await shop.shopper()
    const { conversation } = await shopper.say('Can I talk to a person?')
    await shop.server.house.inbound.turnDone(conversation.conversationId)
    return { shopper, conversationId: conversation.conversationId }
  }
  const heard = (shopper: Shopper, sender: string) =>
    [...shopper.heard.values()].filter((message) => message.sender === sender).map((message) => message.text)
  const take = (page: Page) => page.getByRole('button', { name: 'Take this conversation' }).click()
  const at = (conversationId: string, view = '') => `/console/conversations/${conversationId}${view}`

  test('from the call for a person to the agent’s next answer, in two browsers’ worth of people', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.mia)
    await page.getByText('Nobody is waiting').waitFor()
    const { shopper, conversationId } = await waitingShopper()

    // it appears by itself: in the list, on the tab, and for those who listen
    await rowOf(page, 'Visitor').getByText('Asked for a person').waitFor()
    await expect.poll(() => page.title()).toMatch(/^\(1\) Conversations: Queue/)
    await expect.poll(() => page.getByText('Visitor is waiting. Asked for a person').count()).toBe(1)

    // the transcript, then the taking
    await rowOf(page, 'Visitor').click()
    await transcript(page).getByText('Can I talk to a person?', { exact: true }).waitFor()
    await take(page)
    await expect.poll(() => heard(shopper, 'system').some((text) => text.includes('Mia'))).toBe(true)

    // the agent is silent now; the person's words arrive, and typing is seen on both sides
    const typing = new Promise<string | null>((resolve) => {
      shopper.socket.on('typing', ({ who, name, on }) => on && who === 'staff' && resolve(name))
    })
    await replyField(page).pressSequentially('Hello, Mia here.')
    expect(await typing).toBe('Mia')
    await replyField(page).press('Enter')
    await expect.poll(() => heard(shopper, 'support')).toEqual(['Hello, Mia here.'])
    const agentBefore = heard(shopper, 'agent').length
    shopper.socket.emit('typing', { on: true })
    await page.getByText('Visitor is typing').waitFor()
    await shopper.say('Do you have a waterproof jacket?')
    await transcript(page).getByText('Do you have a waterproof jacket?').waitFor()
    await shop.server.house.inbound.turnDone(conversationId)
    expect(heard(shopper, 'agent')).toHaveLength(agentBefore)

    // read marks both ways
    await expect.poll(() => shopper.view()?.staffReadSeq ?? 0).toBeGreaterThan(0)
    const newest = Math.max(...[...shopper.heard.values()].map((message) => message.seq))
    shopper.socket.emit('read', { seq: newest })
    await transcript(page).getByText('Read', { exact: true }).waitFor()

    // resolved: the agent answers again
    await page.getByRole('button', { name: 'Resolve' }).click()
    await page.getByText('Resolved. The agent answers from here.').waitFor()
    await shopper.say('What is your return policy?')
    await expect.poll(() => heard(shopper, 'agent').length, { timeout: 10_000 }).toBeGreaterThan(agentBefore)
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a conversation given back is the agent’s at once', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.jonas, at(conversationId))
    await take(page)
    await replyField(page).fill('One moment.')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => heard(shopper, 'associate')).toEqual(['One moment.'])
    await page.getByRole('button', { name: /^Give back/ }).click()
    await page.getByText('The agent is answering.').waitFor()
    await shopper.say('What is your return policy?')
    await shop.server.house.inbound.turnDone(conversationId)
    await expect.poll(() => heard(shopper, 'agent').length).toBeGreaterThan(1)
    await close()
  })

  test('a second person sees who has the conversation, and cannot answer over them', async () => {
    const { conversationId } = await waitingShopper()
    const first = await openConsole(browser, shop, shop.mia, at(conversationId))
    const second = await openConsole(browser, shop, shop.jonas, at(conversationId))
    await second.page.getByRole('button', { name: 'Take this conversation' }).waitFor()
    await take(first.page)
    await second.page.getByText('Mia has this conversation. Only one person answers at a time.').waitFor()
    expect(await replyField(second.page).count()).toBe(0)
    await first.close()
    await second.close()
  })

  test('two who press at once: one has it, the other is told', async () => {
    const { conversationId } = await waitingShopper()
    const first = await openConsole(browser, shop, shop.mia, at(conversationId))
    const second = await openConsole(browser, shop, shop.jonas, at(conversationId))
    let miaHasIt = () => {}
    const taken = new Promise<void>((resolve) => {
      miaHasIt = resolve
    })
    // Jonas presses first, but his request is the later one to arrive
    await second.page.route('**/take', async (route) => {
      await taken
      await route.continue()
    })
    await take(second.page)
    await take(first.page)
    await replyField(first.page).waitFor()
    miaHasIt()
    await second.page.locator('.notice-problem').waitFor()
    await second.page.getByText('Mia has this conversation.', { exact: false }).waitFor()
    expect(await replyField(second.page).count()).toBe(0)
    await first.close()
    await second.close()
  })

  test('a reply whose answer got lost is stored once', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(conversationId))
    await take(page)
    let lost = 0
    await page.route('**/reply', async (route) => {
      if (lost > 0) return route.continue()
      lost += 1
      await route.fetch() // the server has it, the console never hears of it
      await route.abort()
    })
    await replyField(page).fill('Stored once.')
    await replyField(page).press('Enter')
    await expect.poll(() => page.locator('.message-pending').count(), { timeout: 10_000 }).toBe(0)
    expect(lost).toBe(1)
    expect(heard(shopper, 'support')).toEqual(['Stored once.'])
    expect(await transcript(page).getByText('Stored once.').count()).toBe(1)
    await close()
  })

  test('a refused reply stays, says why, and can be tried again or changed', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(conversationId))
    await take(page)
    await page.route('**/reply', (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'x', title: 'Conflict', status: 409, detail: 'Somebody else has it.' }),
      }),
    )
    await replyField(page).fill('Try me')
    await replyField(page).press('Enter')
    await page.getByText('Not sent. Somebody else has it.').waitFor()
    await shoot(page, 'console/reply-refused')
    await page.getByRole('button', { name: 'Edit' }).click()
    expect(await replyField(page).inputValue()).toBe('Try me')
    await replyField(page).press('Enter')
    await page.getByText('Not sent. Somebody else has it.').waitFor()
    await page.unroute('**/reply')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => heard(shopper, 'support')).toEqual(['Try me'])
    await close()
  })

  test('cut off, the console says so; what was written goes out when the connection is back, once and in order', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(conversationId))
    await take(page)
    await replyField(page).waitFor()
    await page.context().setOffline(true)
    await page.getByText(/^No connection\./).waitFor()
    for (const text of ['First.', 'Second.', 'Third.']) {
      await replyField(page).fill(text)
      await replyField(page).press('Enter')
    }
    await page.getByText('Goes out when the connection is back').first().waitFor()
    await shoot(page, 'console/offline')
    await shopper.say('Are you there?')
    await page.context().setOffline(false)
    await expect
      .poll(() => heard(shopper, 'support'), { timeout: 10_000 })
      .toEqual(['First.', 'Second.', 'Third.'])
    await transcript(page).getByText('Are you there?').waitFor()
    await expect.poll(() => page.getByText(/^No connection\./).count()).toBe(0)
    await close()
  })

  test('each conversation keeps its own draft, a reload included', async () => {
    const one = await waitingShopper()
    const two = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(one.conversationId))
    await take(page)
    await replyField(page).fill('for the first')
    await page.goto(shop.url + at(two.conversationId))
    await take(page)
    expect(await replyField(page).inputValue()).toBe('')
    await replyField(page).fill('for the second')
    await page.reload()
    expect(await replyField(page).inputValue()).toBe('for the second')
    await page.goto(shop.url + at(one.conversationId))
    expect(await replyField(page).inputValue()).toBe('for the first')
    await close()
  })

  test('Enter sends, Shift and Enter make a new line, and too long a reply is not sent', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(conversationId))
    await take(page)
    await replyField(page).fill('x'.repeat(4001))
    await page.getByText('1 characters too long').waitFor()
    await replyField(page).press('Enter')
    await replyField(page).fill('One')
    await replyField(page).press('Shift+Enter')
    await replyField(page).pressSequentially('Two')
    await replyField(page).press('Enter')
    await expect.poll(() => heard(shopper, 'support')).toEqual(['One\nTwo'])
    await close()
  })

  test('all of it works by keyboard', async () => {
    const { shopper, conversationId } = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(conversationId))
    await page.getByRole('button', { name: 'Take this conversation' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('t')
    await replyField(page).waitFor()
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Enter')
    await expect.poll(() => heard(shopper, 'support')).toEqual(['By keyboard'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('2')
    await expect.poll(() => page.url()).toContain('view=mine')
    await page.keyboard.press('e')
    await page.getByText('Resolved. The agent answers from here.').waitFor()
    await close()
  })

  test('j and k walk through the list', async () => {
    const one = await waitingShopper()
    const two = await waitingShopper()
    const { page, close } = await openConsole(browser, shop, shop.mia, at(one.conversationId))
    await rowOf(page, 'Visitor').first().waitFor()
    await transcript(page).waitFor()
    await page.keyboard.press('j')
    await expect.poll(() => page.url()).toContain(two.conversationId)
    await page.keyboard.press('k')
    await expect.poll(() => page.url()).toContain(one.conversationId)
    await close()
  })

  test('an address of a conversation that does not exist says so', async () => {
    const { page, close } = await openConsole(browser, shop, shop.mia, at('con_nowhere'))
    await page.getByText('This conversation does not exist, or you may not see it.').waitFor()
    await close()
  })

  test('a list that cannot be read says so and can be read again', async () => {
    const { page, close } = await openConsole(browser, shop, shop.jonas)
    await page.route('**/api/conversations?view=closed', (route) => route.fulfill({ status: 500, body: '' }))
    await page.getByRole('link', { name: 'Closed' }).click()
    await page.getByText('The list could not be read.').waitFor()
    await shoot(page, 'console/list-failed')
    await page.unroute('**/api/conversations?view=closed')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No closed conversations').waitFor()
    await close()
  })
})
