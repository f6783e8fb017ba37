import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApiKey } from '#domain/settings/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { request } from '../support/server.ts'

const name = 'Warranty <b>Registered</b>'

describeInBrowser('sources', () => {
  let shop: ConsoleShop
  let browser: Browser
  let key = ''
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    key = (await createApiKey(shop.server.house.db, 'secret', 'Shop server', new Date())).key
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const track = (body: Record<string, unknown>) =>
    request(`${shop.url}/v1/track`, 'post', {
      body,
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
    })
  const isTooWide = (page: Page) =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
        (box) => box.scrollWidth > box.clientWidth,
      ),
    )

  test('before the first event the page says how to send one; then it shows', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/sources')
    await page.getByRole('heading', { name: 'No events yet' }).waitFor()
    const code = await page.getByLabel('Then send an event:').inputValue()
    expect(code).toContain(`host: '${shop.url}'`)
    expect(await axeViolations(page)).toEqual([])
    await track({ userId: 'user-1', event: 'Product Viewed', properties: { product_id: 'lamp' } })
    await track({ userId: 'user-1', event: 'Products Searched', properties: {} })
    await track({ userId: 'user-1', event: name, properties: { note: '<script>alert(1)</script>' } })
    await track({ userId: 'user-2', event: name })
    const source = page.getByRole('region', { name: 'Sources' }).getByRole('link', { name: 'Shop server' })
    await expect
      .poll(async () => {
        const again = page.getByRole('button', { name: 'Look again' })
        if (await again.isVisible()) await again.click()
        else await page.reload()
        await page.getByRole('heading', { level: 2 }).first().waitFor()
        return source.count()
      })
      .toBe(1)
    await close()
  })

  test.each([
    ['wide', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const options = { viewport: viewports[size], colorScheme }
    const { page, faults, close } = await openConsole(browser, shop, shop.lea, '/console/sources', options)
    const look = async (what: string) => {
      await shoot(page, `${what}-${size}-${colorScheme}`)
      expect([what, await axeViolations(page)]).toEqual([what, []])
      expect([what, await isTooWide(page)]).toEqual([what, false])
    }
    await page.getByRole('link', { name: 'Shop server' }).waitFor()
    await look('sources')
    await page.getByRole('link', { name: 'Shop server' }).click()
    await page.getByText('Known customers').waitFor()
    await page.getByRole('button', { name: /^Look at them: A name/ }).click()
    await page.getByText('As it came').first().click()
    await page.getByText('"<script>alert(1)</script>"').waitFor()
    await look('source')
    await page.goto(`${shop.url}/console/event-names`)
    await page.getByRole('heading', { name: 'Names that are known' }).waitFor()
    await look('names')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a name is declared, and what waited for it is taken', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/event-names')
    await page.getByRole('button', { name: 'Declare a name' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Declare', exact: true }).click()
    await page.getByText('2 events called').waitFor()
    await page.getByRole('button', { name: 'Try them again' }).click()
    await page.getByText('2 events tried: 2 taken, 0 known already, 0 still refused.').waitFor()
    await page.getByRole('button', { name: /^Take back/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('No names of your own yet.').waitFor()
    await close()
  })

  test('what is still wrong stays, and says so', async () => {
    const { page, close } = await openConsole(browser, shop, shop.lea, '/console/sources')
    await page.getByRole('button', { name: /^Try all again: A field is missing/ }).click()
    await page.getByText('1 event tried: 0 taken, 0 known already, 1 still refused.').waitFor()
    await page.getByRole('button', { name: /^Look at them: A field is missing/ }).click()
    await page.getByText('Products Searched needs query').waitFor()
    await page.getByRole('button', { name: 'Try again', exact: true }).click()
    await page.getByText('1 event tried: 0 taken, 0 known already, 1 still refused.').waitFor()
    await close()
  })
})
