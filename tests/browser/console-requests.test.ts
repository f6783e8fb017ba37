import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findByIdentifier } from '#domain/identity/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { annaTwice } from '../support/people-story.ts'

describeInBrowser('data requests', () => {
  let shop: ConsoleShop
  let browser: Browser
  let anna = ''
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    anna = (await annaTwice(shop.server.house.db, new Date())).anna
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (account: Account, path = '/console/requests', size: keyof typeof viewports = 'wide') =>
    openConsole(browser, shop, account, path, { viewport: viewports[size] })

  test('a copy is asked for from the page of a customer, agreed to by another, and downloaded once', async () => {
    const mia = await open(shop.mia, `/console/customers/${anna}`)
    await mia.page.getByRole('link', { name: 'Data requests' }).first().waitFor()
    await mia.page.locator('.person-acts').getByRole('link', { name: 'Data requests' }).click()
    await mia.page.getByRole('button', { name: 'New request' }).click()
    const dialog = mia.page.getByRole('dialog')
    await dialog.getByText('Anna Berg').waitFor()
    expect(await axeViolations(mia.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    await dialog.getByText('Write how they asked.').first().waitFor()
    await dialog.getByLabel('How did they ask?').fill('By letter')
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    await mia.page.getByText('Asked. It waits for a second person.').waitFor()
    await mia.page.getByText('Somebody else must agree.').waitFor()
    expect(await mia.page.getByRole('button', { name: /^Agree/ }).count()).toBe(0)
    await mia.close()

    const ada = await open(shop.admin)
    await ada.page.getByRole('button', { name: /^Agree: A copy/ }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
    const fetch = ada.page.getByRole('button', { name: /^Download/ })
    await fetch.click()
    const arriving = ada.page.waitForEvent('download')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Download' }).click()
    const file = await (await arriving).path()
    expect(await readFile(file, 'utf8')).toContain('anna.berg@example.com')
    await ada.page.getByText('Downloaded. It cannot be fetched again.').waitFor()
    await expect.poll(() => fetch.count()).toBe(0)
    await ada.close()
  })

  test('an erasure is asked for here, refused its asker, and leaves nobody behind', async () => {
    const { db } = shop.server.house
    const mia = await open(shop.mia)
    await mia.page.getByRole('button', { name: 'New request' }).click()
    const dialog = mia.page.getByRole('dialog')
    await dialog.getByRole('searchbox').fill('berg')
    await dialog.getByRole('button', { name: /^A\. Berg/ }).click()
    await dialog.getByLabel(/^Erasure/).check()
    await dialog.getByLabel('How did they ask?').fill('By phone, called back')
    await dialog.getByRole('button', { name: 'Ask for it' }).click()
    await mia.page.getByRole('listitem').filter({ hasText: 'Erasure' }).waitFor()
    await mia.close()

    const ada = await open(shop.admin)
    await ada.page.getByRole('button', { name: 'Agree: Erasure, A. Berg' }).click()
    const confirm = ada.page.getByRole('dialog', { name: 'Erase A. Berg?' })
    await confirm.getByRole('button', { name: 'Cancel' }).click()
    expect(await findByIdentifier(db, 'email', 'aberg@mail.example')).not.toBeNull()
    await ada.page.getByRole('button', { name: 'Agree: Erasure, A. Berg' }).click()
    await confirm.getByRole('button', { name: 'Erase now' }).click()
    await ada.page.getByText('Erased.', { exact: true }).waitFor()
    await ada.page.getByText('A customer who is erased').waitFor()
    expect(await ada.page.getByText('A. Berg').count()).toBe(0)
    expect(await findByIdentifier(db, 'email', 'aberg@mail.example')).toBeNull()
    await ada.close()
  })

  test.each(['wide', 'tablet', 'phone'] as const)(
    'axe finds nothing, and nothing is too wide: %s',
    async (size) => {
      const { page, faults, close } = await open(shop.admin, '/console/requests', size)
      await page.getByText('What was handed out').first().click()
      await shoot(page, `requests-${size}`)
      expect(await axeViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
      expect(pageFaults(faults)).toEqual([])
      await close()
    },
  )
})
