import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addReadyMadeSegments, trainPredictions } from '#domain/segments/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { addPerson, annaTwice } from '../support/people-story.ts'

const script = '<img src=x onerror=alert(1)>'

describeInBrowser('segments', () => {
  let shop: ConsoleShop
  let browser: Browser
  let anna = ''
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const { db } = shop.server.house
    anna = (await annaTwice(db, new Date())).anna
    await addPerson(db, { email: 'script@example.com', name: script }, new Date())
    await addReadyMadeSegments(db, new Date())
    await trainPredictions(db, new Date())
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (
    path: string,
    size: keyof typeof viewports = 'wide',
    colorScheme: 'light' | 'dark' = 'light',
  ) => openConsole(browser, shop, shop.lea, path, { viewport: viewports[size], colorScheme })
  const isTooWide = (page: Page) =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
        (box) => box.scrollWidth > box.clientWidth,
      ),
    )

  test.each([
    ['wide', 'light'],
    ['tablet', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open('/console/segments', size, colorScheme)
    const look = async (name: string) => {
      await shoot(page, `${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await isTooWide(page)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'VIP' }).waitFor()
    await look('segments')
    await page.getByRole('link', { name: 'Lapsed' }).click()
    await page.getByRole('heading', { name: 'Checks' }).waitFor()
    await look('segment')
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByText('Everybody was asked.').waitFor()
    await look('form')
    await page.goto(`${shop.url}/console/groups`)
    await page.getByRole('heading', { name: 'Clusters' }).waitFor()
    await look('groups')
    await page.goto(`${shop.url}/console/predictions`)
    await page.getByRole('heading', { name: 'Buys within 30 days' }).waitFor()
    await look('predictions')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('one is built by keyboard with its count, saved, changed and archived', async () => {
    const { page, close } = await open('/console/segments/new')
    const counted = page.getByRole('region', { name: 'Meant now' })
    await counted.getByText('2 of 3 customers').waitFor()
    await page.getByLabel('Name').focus()
    await page.keyboard.type('Bought thrice')
    const value = page.getByLabel('Value')
    await value.focus()
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type('3')
    await counted.getByText('1 of 3 customers').waitFor()
    await counted.getByText('At least 3 orders').waitFor()
    await page.getByRole('button', { name: 'Add a condition' }).press('Enter')
    await page.getByLabel('What it asks').nth(1).selectOption('identifier')
    await counted.getByText('At least 3 orders and has email').waitFor()
    await page.getByRole('button', { name: 'Add a group' }).press('Enter')
    const group = page.getByRole('listitem').filter({ has: page.getByText('and, within it,') })
    await group.getByLabel('Value').first().fill('')
    await counted.getByText('Fill in the conditions').waitFor()
    await page.getByRole('button', { name: 'Save the segment' }).press('Enter')
    await page.getByText('Some conditions are not filled in.').waitFor()
    await page.getByText('Enter a number.').waitFor()
    await page.getByRole('button', { name: 'Remove the group' }).press('Enter')
    await page.getByRole('button', { name: 'Save the segment' }).press('Enter')
    await page.getByRole('heading', { name: 'Bought thrice' }).waitFor()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('link', { name: 'Anna Berg' }).waitFor()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('button', { name: 'Remove the condition “How they can be recognised”' }).click()
    await page.getByRole('button', { name: 'Save the segment' }).click()
    await page.getByText('Version 2').waitFor()
    await page.getByRole('button', { name: 'Archive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
    await page.getByText('“Bought thrice” is archived.').waitFor()
    await close()
  })

  test('leaving a form that is not saved is asked about', async () => {
    const { page, close } = await open('/console/segments/new')
    await page.getByLabel('Name').fill('Half')
    await page.getByRole('link', { name: 'Groups' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click()
    expect(await page.getByLabel('Name').inputValue()).toBe('Half')
    await close()
  })

  test('a count that fails says so and is tried again; an old answer never overtakes a new one', async () => {
    const { page, close } = await open('/console/segments/new')
    const counted = page.getByRole('region', { name: 'Meant now' })
    await counted.getByText('2 of 3 customers').waitFor()
    await page.route('**/api/segments/count', (route) => route.abort())
    await page.getByLabel('Value').fill('4')
    await counted.getByText('No connection. Try again in a moment.').waitFor()
    await page.unroute('**/api/segments/count')
    await counted.getByRole('button', { name: 'Try again' }).click()
    await counted.getByText('1 of 3 customers').waitFor()
    const held: (() => void)[] = []
    await page.route('**/api/segments/count', async (route) => {
      if (route.request().postData()?.includes('"value":9')) await new Promise<void>((go) => held.push(go))
      await route.continue().catch(() => {})
    })
    await page.getByLabel('Value').fill('9')
    await expect.poll(() => held.length).toBe(1)
    await page.getByLabel('Value').fill('1')
    await counted.getByText('2 of 3 customers').waitFor()
    for (const go of held) go()
    await page.waitForTimeout(300)
    expect(await counted.getByText('2 of 3 customers').count()).toBe(1)
    await close()
  })

  test('the page of a customer leads to their segments, and names are text', async () => {
    const { page, faults, close } = await open(`/console/customers/${anna}`)
    await page.getByRole('link', { name: 'Recent buyers' }).click()
    await page.getByRole('heading', { name: 'Recent buyers', level: 1 }).waitFor()
    await page.goto(`${shop.url}/console/segments/new`)
    await page.getByLabel('Name').fill(script)
    await page.getByLabel('What it asks').selectOption('identifier')
    await page.getByRole('region', { name: 'Meant now' }).getByText('3 of 3 customers').waitFor()
    await page.getByRole('button', { name: 'Save the segment' }).click()
    await page.getByRole('heading', { name: script }).waitFor()
    await page.getByRole('link', { name: script }).waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('who may not write reads without the buttons', async () => {
    const { page, close } = await openConsole(browser, shop, shop.jonas, '/console/segments')
    await page.getByText('No segments yet').waitFor()
    expect(await page.getByRole('link', { name: 'New segment' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Groups' }).count()).toBe(0)
    await close()
  })
})
