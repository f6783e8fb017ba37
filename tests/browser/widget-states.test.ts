import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  viewports,
  type WatchedPage,
} from '../support/browser.ts'
import { type FakeChat, type FakeOptions, startFakeChat } from '../support/fake-chat-server.ts'
import { askSize, cart, jackets, order, proposal, returnsSource } from '../support/widget-story.ts'

/** Every state that the panel can show, in the ways it can be shown: axe finds nothing, and SHOTS takes pictures. */
const looks: Record<string, BrowserContextOptions> = {
  'desktop-light': { viewport: viewports.desktop },
  'desktop-dark': { viewport: viewports.desktop, colorScheme: 'dark' },
  'phone-light': { viewport: viewports.phone, hasTouch: true, isMobile: true },
  'phone-dark': { viewport: viewports.phone, hasTouch: true, isMobile: true, colorScheme: 'dark' },
}

describeInBrowser('every state of the panel is accessible and keeps the policy', () => {
  let browser: Browser
  let chat: FakeChat | undefined
  let watched: WatchedPage | undefined
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await watched?.close()
    await chat?.close()
  })

  const open = async (look: BrowserContextOptions, options: FakeOptions = {}): Promise<[Page, FakeChat]> => {
    chat = await startFakeChat(options)
    watched = await openPage(browser, look)
    await watched.page.goto(chat.url)
    return [watched.page, chat]
  }
  const check = async (page: Page, name: string) => {
    await page.waitForTimeout(250) // the panel has risen, pictures are there
    await shoot(page, name)
    expect(await axeViolations(page), name).toEqual([])
  }

  for (const [look, options] of Object.entries(looks)) {
    test(`${look}: closed, greeted, asked, answered`, async () => {
      const [page, house] = await open(options)
      const launcher = page.getByRole('button', { name: 'Chat with Fell & Hearth' })
      await launcher.waitFor()
      await check(page, `${look}/01-closed`)
      await launcher.click()
      await page.getByText('Hello. What can we help you find today?').waitFor()
      await check(page, `${look}/02-greeted`)
      await page.getByRole('textbox').fill('do you have a waterproof jacket under 150?')
      await page.getByRole('button', { name: 'Send' }).click()
      await house.heard('do you have a waterproof jacket under 150?')
      house.view({ staffReadSeq: 1 })
      house.typing(true)
      await page.getByText('Assistant is writing').waitFor({ state: 'attached' })
      await check(page, `${look}/03-typing`)
      house.say(
        'agent',
        'We have **three waterproof jackets** under $150. The Heron is the one for long wet days.',
        [jackets, askSize],
      )
      await page.getByText('Heron Rain Shell').first().waitFor()
      await check(page, `${look}/04-products`)
      expect(watched?.faults).toEqual([])
    })

    test(`${look}: documents, order, proposal, cart`, async () => {
      const [page, house] = await open(options)
      await page.getByRole('button', { name: 'Chat with Fell & Hearth' }).click()
      await page.getByRole('textbox').fill('What is your return policy?')
      await page.keyboard.press('Enter')
      await house.heard('What is your return policy?')
      house.say(
        'agent',
        'You have **60 days** to send something back:\n\n- unworn, with its tags\n- with the receipt, or the e-mail it came with\n\nWe refund within 5 days. More at https://example.com/returns.',
        [returnsSource],
      )
      await page.getByText('How long you have').waitFor()
      await check(page, `${look}/05-document`)
      house.say('customer', 'Where is RP-10234?')
      house.say('agent', 'It is on its way and should reach you on November 21.', [{ type: 'order', order }])
      await page.getByText('Order RP-10234').waitFor()
      await check(page, `${look}/06-order`)
      house.say('customer', 'Please cancel it')
      house.say('agent', 'I can do that for you.', [proposal()])
      await page.getByRole('button', { name: 'Yes', exact: true }).waitFor()
      await check(page, `${look}/07-proposal`)
      house.say('customer', 'No, leave it. What is in my cart?')
      house.setCart(cart)
      house.say('agent', 'Here is your cart.', [{ type: 'cart', cart }])
      await page.getByText('Go to checkout').waitFor()
      await check(page, `${look}/08-cart-in-chat`)
      await page.getByRole('button', { name: 'Cart, 3 items' }).click()
      await check(page, `${look}/09-cart-page`)
      expect(watched?.faults).toEqual([])
    })

    test(`${look}: queue, person, failure, offline, consent, unread`, async () => {
      const [page, house] = await open(options, { config: { consentRequired: true } })
      await page.getByRole('button', { name: 'Chat with Fell & Hearth' }).click()
      await page.getByText('Keep this chat on this device').waitFor()
      await check(page, `${look}/10-consent`)
      await page.getByRole('textbox').fill('can I talk to a person?')
      await page.keyboard.press('Enter')
      await house.heard('can I talk to a person?')
      house.say('agent', 'Of course. I am handing you over with everything we have said so far.')
      house.view({ status: 'queued' })
      house.say('system', 'You are in the queue. Someone from our team will be with you soon.')
      await page.getByText('Stop waiting').waitFor()
      await check(page, `${look}/11-queued`)
      house.view({ status: 'with_staff', staffName: 'Mia' })
      house.say('system', 'Mia from our team has joined.')
      house.say('support', 'Hi, Mia here. I have read along: you want to change the delivery address?', [], {
        staffName: 'Mia',
      })
      house.typing(true, 'Mia')
      await page.getByText('You are talking with Mia.').waitFor()
      await check(page, `${look}/12-with-staff`)
      house.typing(false, 'Mia')
      house.refuse({ status: 400, title: 'The request is not valid', detail: 'The message is empty.' })
      await page.getByRole('textbox').fill('yes, to the office')
      await page.keyboard.press('Enter')
      await page.getByText('Not sent.').waitFor()
      await check(page, `${look}/13-not-sent`)
      await page.getByRole('textbox').fill('x'.repeat(9950))
      await page.getByText('50 characters left').waitFor()
      await check(page, `${look}/14-long`)
      await page.getByRole('textbox').fill('')
      house.setReachable(false)
      house.cut()
      await page.getByText('Connecting again').waitFor()
      await check(page, `${look}/15-offline`)
      house.setReachable(true)
      await page.getByText('Connecting again').waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      await page
        .getByRole('button', { name: 'Close chat' })
        .click({ timeout: 500 })
        .catch(() => {})
      house.say('support', 'Are you still there?', [], { staffName: 'Mia' })
      await page.getByRole('button', { name: 'Chat with Fell & Hearth, 1 unread' }).waitFor()
      await check(page, `${look}/16-unread`)
    })
  }

  test('right to left, in Arabic, on a desktop and a phone', async () => {
    for (const look of ['desktop-light', 'phone-dark']) {
      const [page, house] = await open(looks[look] ?? {}, {
        config: {
          locale: 'ar',
          direction: 'rtl',
          shopName: 'دفء',
          greeting: 'مرحبًا. كيف نساعدك اليوم؟',
          starters: ['أين طلبي؟'],
        },
      })
      await page.getByRole('button', { name: 'الدردشة مع دفء' }).click()
      await page.getByRole('textbox').fill('هل لديكم سترة مقاومة للماء؟')
      await page.keyboard.press('Enter')
      await house.heard('هل لديكم سترة مقاومة للماء؟')
      house.say('agent', 'نعم، لدينا ثلاث سترات.', [jackets, returnsSource])
      await page.getByText('Heron Rain Shell').first().waitFor()
      const launcher = await page.locator('rapport-chat .launcher').boundingBox()
      if (look === 'desktop-light') expect(launcher?.x).toBeLessThan(100)
      await check(page, `rtl-${look}`)
      await watched?.close()
      await chat?.close()
    }
  })

  test('with forced colours, and with an accent that is hard to read on', async () => {
    const [page, house] = await open({ forcedColors: 'active' })
    await page.getByRole('button', { name: 'Chat with Fell & Hearth' }).click()
    house.say('agent', 'Here you are.', [jackets])
    await check(page, 'forced-colours')
    await watched?.close()
    await chat?.close()
    for (const [scheme, accent] of [
      ['light', '#ffd54a'],
      ['dark', '#101010'],
    ] as const) {
      const [bright, shop] = await open({ colorScheme: scheme }, { config: { accentColor: accent } })
      await bright.getByRole('button', { name: 'Chat with Fell & Hearth' }).click()
      await bright.getByRole('textbox').fill('hello')
      await bright.keyboard.press('Enter')
      await shop.heard('hello')
      shop.say('agent', 'Hello. [Our returns](https://example.com/returns)', [askSize, proposal()])
      await bright.getByRole('button', { name: 'Yes', exact: true }).waitFor()
      await check(bright, `accent-${scheme}`)
      await watched?.close()
      await chat?.close()
    }
  })
})
