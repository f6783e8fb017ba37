import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readContactRules } from '#domain/settings/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addPerson } from '../support/people-story.ts'

describeInBrowser('the contact rules', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    for (let index = 0; index < 40; index += 1)
      await addPerson(shop.server.house.db, { email: `person-${index}@example.com` }, new Date())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const rules = () => readContactRules(shop.server.house.db)
  const open = (account: Account, size: keyof typeof viewports = 'wide', dark = false) =>
    openConsole(browser, shop, account, '/console/settings/contact-rules', {
      viewport: viewports[size],
      colorScheme: dark ? 'dark' : 'light',
    })

  test('a limit is a sentence that can be changed; what was saved holds and is noted with who it was', async () => {
    const { page, faults, close } = await open(shop.lea)
    const first = page.getByRole('group', { name: 'Limit 1', exact: true })
    await first.getByLabel('Limit 1: Messages').fill('4')
    await page.getByRole('button', { name: 'Add a limit' }).click()
    await page.getByLabel('Limit 6: Messages').fill('1')
    await page.getByLabel('Limit 6: Channel').selectOption('email')
    await page.getByLabel('Limit 6: Kind').selectOption('marketing')
    await page.getByLabel('Limit 6: Length').fill('2')
    await page.getByLabel('From', { exact: true }).selectOption('20')
    await page.getByLabel('Until', { exact: true }).selectOption('2')
    await page.getByText('Messages leave from 20:00 to 02:00.').waitFor()
    await page.getByLabel('Of everything, per cent').fill('10')
    await page.getByText('About 4 of 40 customers.').first().waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved', { exact: true }).waitFor()
    const saved = await rules()
    expect(saved.caps[0]?.limit).toBe(4)
    expect(saved.caps[5]).toEqual({ channel: 'email', purpose: 'marketing', limit: 1, hours: 48 })
    expect(saved.quietHours).toEqual({ from: 20, until: 2 })
    expect(saved.holdouts.global).toBe(10)
    const changes = page.getByRole('list', { name: 'Changes' })
    await changes.getByText('At most 1 message of marketing in 2 days, by e-mail').waitFor()
    await changes.getByText('Messages leave from 09:00 to 20:00.').waitFor()
    await changes.getByText(/^Lea,/).first().waitFor()
    await shoot(page, 'contact-rules/saved')
    expect(await axeViolations(page)).toEqual([])
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a wrong field is marked where it stands, and nothing is sent; leaving asks first', async () => {
    const { page, close } = await open(shop.admin, 'phone')
    const before = await rules()
    await page.getByLabel('Limit 1: Messages').fill('0')
    await page.getByLabel('Limit 2: Channel').selectOption('whatsapp')
    await page.getByLabel('Of each journey, per cent').fill('70')
    await page.getByLabel('Attempts').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A whole number from 1 to 1,000.').waitFor()
    await page.getByText('There is a limit for this channel, kind and time already.').waitFor()
    await page.getByText('From 0 to 50, with at most two decimals.').waitFor()
    await page.getByText('A whole number from 1 to 20.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
    expect(await rules()).toEqual(before)
    await shoot(page, 'contact-rules/wrong-phone')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('link', { name: 'Documents' }).click()
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor()
    await close()
  })

  test('an associate reads them as sentences and finds nothing else of the settings', async () => {
    const { page, close } = await open(shop.jonas, 'tablet', true)
    await page.getByText('You may read this page. CRM and admins may change it.').waitFor()
    await page.getByText(/^At most 2 messages of any kind in 7 days, by SMS$/).waitFor()
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    expect(await page.getByText('What was changed').count()).toBe(0)
    await shoot(page, 'contact-rules/read-only-dark')
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`${shop.url}/console/settings/welcome`)
    await page.getByRole('heading', { level: 1, name: 'Contact rules' }).waitFor()
    expect(await page.getByRole('link', { name: 'Welcome and voice' }).count()).toBe(0)
    await close()
  })
})
