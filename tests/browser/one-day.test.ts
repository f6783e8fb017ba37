import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIdentityToken } from '#domain/identity/index.ts'
import { findProducts, isSellable } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  viewports,
} from '../support/browser.ts'
import { pageFaults, replyField, rowOf, signInAs, transcript } from '../support/console-page.ts'
import { openTestStore } from '../support/database.ts'
import { buildScreens } from '../support/screens.ts'
import { startTestServer } from '../support/server.ts'
import { partsOf } from '../support/widget-page.ts'

/** The main job, end to end, as the people of the shop live it: storefront, widget, console, one server. */
describeInBrowser('one day in the demo shop', () => {
  let browser: Browser
  let server: RunningServer
  beforeAll(async () => {
    for (const room of ['web-widget', 'staff-console', 'demo/storefront'] as const) await buildScreens(room)
    browser = await openBrowser()
    server = await startTestServer(await openTestStore(), { demo: true })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const ask = async (page: Page, text: string) => {
    await partsOf(page).field.fill(text)
    await partsOf(page).field.press('Enter')
  }
  const open = async (page: Page) => {
    await partsOf(page).launcher.click()
    await partsOf(page).panel.waitFor()
  }
  const agentSaid = (page: Page) => page.locator('.row.theirs .bubble').allInnerTexts()
  const mia = () => {
    const account = server.firstStart?.staff.find((entry) => entry.roles.includes('support'))
    if (!account) throw new Error('the first start made no support account')
    return { staff: { email: account.email }, password: account.password }
  }

  test('a shopper finds a jacket, reads the policy, asks for an order, and talks with a person', async () => {
    const shopper = await openPage(browser, { viewport: viewports.desktop })
    await shopper.page.goto(server.url)
    await open(shopper.page)

    await ask(shopper.page, 'do you have a waterproof jacket under 150?')
    const links = shopper.page.locator('rapport-chat article a[href*="/products/"]')
    await links.first().waitFor()
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const ids = [...new Set(shown.map((href) => href.split('/').at(-1) ?? ''))]
    const products = await findProducts(server.store.db, ids)
    expect(products.length).toBeGreaterThanOrEqual(2)
    for (const product of products) {
      expect(product.attributes.waterproof).toMatch(/^yes/i)
      expect(product.categories.join(' ')).toContain('Jackets')
      expect(product.variants.some((variant) => isSellable(variant) && variant.price.amount <= 15_000)).toBe(
        true,
      )
    }
    await shoot(shopper.page, 'readme/shopper-jacket')

    await ask(shopper.page, 'what is your return policy?')
    const source = shopper.page.locator('a.source').first()
    await source.waitFor()
    expect(await source.getAttribute('href')).toContain('/documents/')
    expect((await agentSaid(shopper.page)).join(' ')).toContain('60 days')

    await ask(shopper.page, 'where is my order?')
    await expect.poll(async () => (await agentSaid(shopper.page)).at(-1)).toMatch(/order number.*e-mail/i)

    const support = await openPage(browser, { viewport: viewports.wide })
    await support.page.goto(`${server.url}/console`)
    await signInAs(support.page, mia())
    await support.page.getByText('Nobody is waiting').waitFor()

    await ask(shopper.page, 'can I talk to a person?')
    await shopper.page.locator('.row.mine', { hasText: 'can I talk to a person?' }).waitFor()
    await rowOf(support.page, 'Visitor').waitFor()
    await rowOf(support.page, 'Visitor').getByText('Asked for a person').waitFor()
    await rowOf(support.page, 'Visitor').click()
    await transcript(support.page).getByText('asked for order number and e-mail').waitFor()
    await transcript(support.page)
      .getByText('do you have a waterproof jacket under 150?', { exact: true })
      .waitFor()
    await support.page.getByRole('button', { name: 'Take this conversation' }).click()
    await replyField(support.page).fill('Hello, Mia here. I have your jacket question in front of me.')
    await replyField(support.page).press('Enter')
    await shopper.page.locator('.row.theirs', { hasText: 'Hello, Mia here.' }).waitFor()
    await shoot(support.page, 'readme/support-desk')
    await shoot(shopper.page, 'readme/shopper-with-mia')

    const before = (await agentSaid(shopper.page)).length
    await ask(shopper.page, 'does the first one come in navy?')
    await transcript(support.page).getByText('does the first one come in navy?').waitFor()
    await server.house.inbound.sweep()
    expect((await agentSaid(shopper.page)).length).toBe(before)

    await support.page.getByRole('button', { name: 'Resolve' }).click()
    await support.page.getByText('Resolved. The agent answers from here.').waitFor()
    await ask(shopper.page, 'what is your return policy?')
    await expect
      .poll(async () => (await agentSaid(shopper.page)).at(-1), { timeout: 10_000 })
      .toContain('60 days')
    expect(await axeViolations(shopper.page)).toEqual([])
    expect(await axeViolations(support.page)).toEqual([])
    expect([...pageFaults(shopper.faults), ...pageFaults(support.faults)]).toEqual([])
    await shopper.close()
    await support.close()
  })

  test('who is signed in is told about the order at once', async () => {
    const { page, close } = await openPage(browser, { viewport: viewports.phone })
    await page.goto(server.url)
    const [secret = ''] = server.house.secrets.identityAccepted
    const token = await signIdentityToken(secret, { sub: 'tw-0001', name: 'A customer' }, new Date())
    await partsOf(page).launcher.waitFor()
    await page.evaluate((signed) => Reflect.get(globalThis, 'Rapport').identify(signed), token)
    await open(page)
    await ask(page, 'where is my order?')
    await page.locator('.card.order').first().waitFor()
    await shoot(page, 'readme/phone-order')
    expect((await agentSaid(page)).join(' ')).not.toMatch(/order number/i)
    await close()
  })
})
