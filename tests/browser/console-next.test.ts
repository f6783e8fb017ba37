import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addClient, openOutreachShop } from '../support/outreach-shop.ts'

describeInBrowser('what to do next for a customer', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    const { db } = shop.server.house
    await openOutreachShop(db, new Date())
    const offer = await saveOffer(
      db,
      {
        name: 'ten',
        title: '10% off a second order',
        kind: 'percent',
        value: 10,
        currency: 'USD',
        marginFloor: null,
        validDays: 14,
      },
      { by: null },
      new Date(),
    )
    await setOfferStatus(db, offer.offerId, 'live', null, new Date())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  test('stands on the page with what was checked, and one press begins the message', async () => {
    const { customerId } = await addClient(shop.server.house.db, {}, new Date())
    const looks = [
      { size: 'wide', dark: false },
      { size: 'phone', dark: true },
    ] as const
    for (const { size, dark } of looks) {
      const { page, faults, close } = await openConsole(
        browser,
        shop,
        shop.jonas,
        `/console/customers/${customerId}`,
        { viewport: viewports[size], colorScheme: dark ? 'dark' : 'light' },
      )
      const card = page.getByRole('region', { name: 'What to do next' })
      await card.getByText('10% off a second order').waitFor()
      await card.getByText('What was checked').first().click()
      await card.getByText('Experiment', { exact: false }).first().waitFor()
      await card.scrollIntoViewIfNeeded()
      await shoot(page, `next/customer-${size}`)
      expect(await axeViolations(page)).toEqual([])
      await card.getByRole('button', { name: 'Write: 10% off a second order' }).click()
      await page.getByRole('heading', { level: 1, name: 'Write to Anna Berg' }).waitFor()
      expect(pageFaults(faults)).toEqual([])
      await close()
    }
  })
})
