import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  viewports,
} from '../support/browser.ts'
import { openConsole, pageFaults, replyField, signInAs, transcript } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'

describeInBrowser('signing in to the console', () => {
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

  test('a wrong password is refused in words, and the right one opens the queue', async () => {
    const { page, faults, close } = await openPage(browser, { viewport: viewports.wide })
    await page.goto(`${shop.url}/console`)
    await signInAs(page, { ...shop.mia, password: 'not hers' })
    await page.getByText('That e-mail and password do not fit together.').first().waitFor()
    await shoot(page, 'console/sign-in-wrong')
    expect(await axeViolations(page)).toEqual([])
    await signInAs(page, shop.mia)
    await page.getByText('Nobody is waiting').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('after five wrong passwords the account is locked, and the page says for how long', async () => {
    const victim = await shop.addPerson('Nora', ['support'])
    const { page, close } = await openPage(browser)
    await page.goto(`${shop.url}/console`)
    for (let guess = 0; guess < 5; guess++) {
      const answered = page.waitForResponse((response) => response.url().endsWith('/api/session'))
      await signInAs(page, { ...victim, password: `guess ${guess}` })
      await answered
      await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    }
    await signInAs(page, victim)
    await page
      .getByText(/^Too many tries\. Wait \d+ minutes/)
      .first()
      .waitFor()
    await close()
  })

  test('a deep link leads on after signing in, and the way back works', async () => {
    const { page, close } = await openConsole(browser, shop, shop.admin, '/console/settings/hours')
    await page.getByRole('heading', { name: 'Hours and waiting' }).waitFor()
    await page.getByRole('link', { name: 'Staff' }).click()
    await page.getByRole('heading', { name: 'Staff', exact: true }).waitFor()
    expect(await page.title()).toMatch(/^Staff/)
    await page.goBack()
    await page.getByRole('heading', { name: 'Hours and waiting' }).waitFor()
    await close()
  })

  test('signing out closes the rooms and forgets what was typed', async () => {
    const shopper = await shop.shopper()
    const { conversation } = await shopper.say('Can I talk to a person?')
    await shop.server.house.inbound.turnDone(conversation.conversationId)
    const { page, close } = await openConsole(
      browser,
      shop,
      shop.mia,
      `/console/conversations/${conversation.conversationId}`,
    )
    await page.getByRole('button', { name: 'Take this conversation' }).click()
    await replyField(page).fill('a thought')
    await page.getByRole('button', { name: /your account/ }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('a thought')
    const status = await page.evaluate(async () => (await fetch('/api/session')).status)
    expect(status).toBe(401)
    await close()
  })

  test('a session that runs out in the middle of work keeps the draft and sends the reply once signed in again', async () => {
    const shopper = await shop.shopper()
    const { conversation } = await shopper.say('Can I talk to a person?')
    await shop.server.house.inbound.turnDone(conversation.conversationId)
    const { page, close } = await openConsole(
      browser,
      shop,
      shop.mia,
      `/console/conversations/${conversation.conversationId}`,
    )
    await page.getByRole('button', { name: 'Take this conversation' }).click()
    await replyField(page).fill('I am on it.')
    await page.context().clearCookies()
    let typed = () => {}
    const secondThought = new Promise<void>((resolve) => {
      typed = resolve
    })
    await page.route('**/reply', async (route) => {
      await secondThought
      await route.continue()
    })
    await replyField(page).press('Enter')
    await replyField(page).fill('And a second thought')
    typed()
    await page.getByRole('dialog', { name: 'Sign in to go on' }).waitFor()
    await shoot(page, 'console/session-ran-out')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(shop.mia.password)
    await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await transcript(page).getByText('I am on it.').waitFor()
    await expect
      .poll(() => [...shopper.heard.values()].filter((each) => each.text === 'I am on it.').length)
      .toBe(1)
    expect(await replyField(page).inputValue()).toBe('And a second thought')
    await close()
  })

  test('each role sees the rooms it may use, and no other', async () => {
    const daily = ['Conversations', 'Customers', 'Segments']
    const rooms: [keyof Pick<ConsoleShop, 'admin' | 'mia' | 'jonas' | 'lea'>, string[]][] = [
      [
        'admin',
        [
          ...daily,
          'Journeys',
          'Slots',
          'Recommended',
          'Offers',
          'Messages',
          'Outbox',
          'Sandbox',
          'Audiences',
          'Sources',
          'Settings',
          'Staff',
          'Install',
        ],
      ],
      ['mia', [...daily, 'Journeys', 'Offers', 'Messages', 'Outbox', 'Sandbox', 'Settings']],
      ['jonas', [...daily, 'Journeys', 'Recommended', 'Offers', 'Outbox', 'Settings']],
      [
        'lea',
        [
          'Customers',
          'Segments',
          'Journeys',
          'Slots',
          'Recommended',
          'Offers',
          'Messages',
          'Outbox',
          'Sandbox',
          'Audiences',
          'Sources',
          'Settings',
        ],
      ],
    ]
    for (const [who, expected] of rooms) {
      const { page, faults, close } = await openConsole(browser, shop, shop[who])
      const links = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link')
      await expect
        .poll(async () =>
          (await links.allInnerTexts()).map((text) => text.replace(/^\d+\s*|\n[\s\S]*$/g, '').trim()),
        )
        .toEqual(expected)
      await page.goto(`${shop.url}/console/staff`)
      const heading = who === 'admin' ? 'Staff' : /Your role has no page of this kind/
      await page.getByRole('heading', { name: heading }).waitFor()
      expect(pageFaults(faults)).toEqual([])
      await close()
    }
  })

  test('whoever may only read the settings finds them closed, with the reason', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/settings/welcome')
    await page.getByText('You may read this page. Support and admins may change it.').waitFor()
    expect(await page.getByLabel('Greeting').isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Documents' }).click()
    await page.getByText('No documents yet').waitFor()
    expect(await page.getByRole('button', { name: 'Add a document' }).count()).toBe(0)
    await close()
  })
})
