import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addReadyMadeMessages, approveContent, findContent } from '#domain/content/index.ts'
import { addPlaybooks, addReadyMadeCalendar } from '#orchestrator/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { seeded } from '../support/hostile-moves.ts'
import { annaTwice } from '../support/people-story.ts'
import { figuresShop, putFigures } from '../support/readout-shop.ts'

describeInBrowser('journeys', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const { db } = shop.server.house
    const now = new Date()
    await addReadyMadeMessages(db, now)
    const message = await findContent(db, 'store_visit')
    if (!message) throw new Error('the message is missing')
    await approveContent(db, message, null, now)
    await addReadyMadeCalendar(db, now)
    await addPlaybooks(db, now)
    await annaTwice(db, now)
    await putFigures(db, figuresShop(400, seeded(7)))
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (
    path: string,
    size: keyof typeof viewports = 'desktop',
    colorScheme: 'light' | 'dark' = 'light',
  ) => openConsole(browser, shop, shop.lea, path, { viewport: viewports[size], colorScheme })

  test.each([
    ['desktop', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const { page, faults, close } = await open('/console/journeys', size, colorScheme)
    const look = async (name: string) => {
      await shoot(page, `journeys/${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await isTooWide(page)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'Win-back' }).waitFor()
    await look('list')
    await page.goto(`${shop.url}/console/journeys/win-back`)
    await page.getByRole('heading', { name: 'Versions' }).waitFor()
    await look('overview')
    await page.goto(`${shop.url}/console/journeys/win-back/readout`)
    await page.getByText('Too early to say').waitFor()
    await look('readout')
    await page.goto(`${shop.url}/console/journeys/win-back/definition`)
    await page.getByText('are meant').waitFor()
    await look('definition')
    await page.goto(`${shop.url}/console/journeys/win-back/people`)
    await page.getByText('Nobody is inside now').waitFor()
    await look('people')
    await page.goto(`${shop.url}/console/calendar`)
    await page.getByRole('heading', { name: 'Entries' }).waitFor()
    await look('calendar')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('Lea plans a smaller sample as a new version, reads the readout, keeps it, and it stays as it was', async () => {
    const { page, faults, close } = await open('/console/journeys/win-back/definition')
    await page.getByLabel('Planned people in each group').fill('')
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('Enter a number.').waitFor()
    await page.getByLabel('Planned people in each group').fill('20')
    await page.getByLabel('Planned weeks').fill('3')
    await page.getByLabel('Holdout, per cent').fill('60')
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('at most 50').waitFor()
    expect(await page.getByLabel('Planned people in each group').inputValue()).toBe('20')
    await page.getByLabel('Holdout, per cent').fill('30')
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('It is saved.').waitFor()
    await page.getByRole('list').getByText('Version 2').waitFor()
    expect((await shop.server.house.journeys.find('win-back'))?.version).toBe(2)
    await page.getByRole('link', { name: 'Readout' }).click()
    await page.getByText('The planned sample is in').first().waitFor()
    await shoot(page, 'journeys/readout-planned')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep this readout' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Keep this readout' }).click()
    await page.getByRole('link', { name: 'As it stands now' }).click()
    await page.getByRole('link', { name: /^Kept .* by Lea$/ }).waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('a journey for everybody is switched on only by who says so; paused, it goes on; off, it is off', async () => {
    const { page, close } = await open('/console/journeys/store-visit')
    await page.getByRole('button', { name: /^Switch on/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('are meant').waitFor()
    await shoot(page, 'journeys/switch-on')
    expect(await axeViolations(page)).toEqual([])
    const everybody = dialog.getByLabel('Yes, I mean every customer')
    await dialog.getByRole('button', { name: 'Switch on' }).click({ force: true })
    expect(await dialog.getByRole('button', { name: 'Switch on' }).getAttribute('title')).toMatch(
      /every customer/,
    )
    expect((await shop.server.house.journeys.find('store-visit'))?.status).toBe('off')
    await everybody.check()
    await dialog.getByRole('button', { name: 'Switch on' }).click()
    await shoot(page, 'journeys/switched-on')
    await page.getByText('It is on.').waitFor()
    await page.getByRole('button', { name: /^Pause/ }).click()
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('It is paused.').waitFor()
    await page.getByRole('button', { name: /^Switch off/ }).click()
    await dialog.getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('It is off.').waitFor()
    expect((await shop.server.house.journeys.find('store-visit'))?.status).toBe('off')
    await close()
  })

  test('a journey of its own is written; a ring is named; an associate reads but does not write', async () => {
    const { page, close } = await open('/console/journeys/new_journey')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Enter a value.').first().waitFor()
    await page.getByLabel('Name', { exact: true }).fill('asked-again')
    await page.getByLabel('Title', { exact: true }).fill('Asked again')
    await page.getByLabel('What it does, in one sentence').fill('Writes to who opens our mail.')
    await page.getByLabel('When', { exact: true }).selectOption('event')
    await page.getByLabel('Event', { exact: true }).fill('Email Opened')
    await page.getByLabel('Message', { exact: true }).selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/would set itself off/).waitFor()
    await shoot(page, 'journeys/ring')
    await page.getByLabel('Event', { exact: true }).fill('Product Viewed')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('It is saved.').waitFor()
    await close()
    const jonas = await openConsole(browser, shop, shop.jonas, '/console/journeys/asked-again/definition')
    await jonas.page.getByText('What lets them in').waitFor()
    expect(await jonas.page.getByRole('button', { name: /Save/ }).count()).toBe(0)
    const status = await jonas.page.evaluate(
      async () => (await fetch('/api/journeys/asked-again/people')).status,
    )
    expect(status).toBe(403)
    await jonas.close()
  })

  test('a list that cannot be read says so and is tried again', async () => {
    const { page, close } = await open('/console')
    await page.route('**/api/journeys', (route) => route.abort())
    await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Journeys' }).click()
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    await page.unroute('**/api/journeys')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('link', { name: 'Win-back' }).waitFor()
    await close()
  })
})

const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
