import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootOf } from '#domain/identity/index.ts'
import { axeViolations, describeInBrowser, openBrowser, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { peopleTwice } from '../support/people-story.ts'

describeInBrowser('possible duplicates', () => {
  let shop: ConsoleShop
  let browser: Browser
  let waiting = 0
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    waiting = await peopleTwice(shop.server.house.db, new Date())
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const open = (size: keyof typeof viewports, colorScheme: 'light' | 'dark' = 'light') =>
    openConsole(browser, shop, shop.mia, '/console/duplicates', { viewport: viewports[size], colorScheme })
  const counter = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor()

  test.each([
    ['wide', 'light'],
    ['tablet', 'dark'],
    ['phone', 'light'],
  ] as const)(
    'axe finds nothing, and nothing is wider than the screen: %s, %s',
    async (size, colorScheme) => {
      const { page, faults, close } = await open(size, colorScheme)
      await page.getByText(/likely to be one person$/).waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
      expect(pageFaults(faults)).toEqual([])
      await close()
    },
  )

  test('are judged by keyboard: next, previous, the same, different', async () => {
    const { db } = shop.server.house
    const { page, close } = await open('wide')
    expect(waiting).toBeGreaterThanOrEqual(3)
    await counter(page, `1 of ${waiting}`)
    await page.keyboard.press('j')
    await counter(page, `2 of ${waiting}`)
    await page.keyboard.press('k')
    await counter(page, `1 of ${waiting}`)
    const heads = page.getByRole('columnheader').getByRole('link')
    const idOf = async (at: number) => (await heads.nth(at).getAttribute('href'))?.split('/').at(-1) ?? ''
    const same = [await idOf(0), await idOf(1)] as const
    await page.keyboard.press('s')
    await page.getByText('Same person. They are merged.').waitFor()
    expect(await rootOf(db, same[0])).toBe(await rootOf(db, same[1]))
    const different = [await idOf(0), await idOf(1)] as const
    await page.keyboard.press('d')
    await page.getByText('Different people. They stay apart.').waitFor()
    expect(await rootOf(db, different[0])).not.toBe(await rootOf(db, different[1]))
    await page.reload()
    await counter(page, `1 of ${waiting - 2}`)
    await close()
  })

  test('a verdict that fails is said, and the pair stays', async () => {
    const { page, close } = await open('wide')
    await page.getByText(/likely to be one person$/).waitFor()
    const before = await page.getByRole('columnheader').allInnerTexts()
    await page.route('**/api/duplicates/*', (route) => route.abort())
    await page.getByRole('button', { name: 'Different people' }).click()
    await page.getByText('No connection. Try again in a moment.').waitFor()
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(before)
    await close()
  })
})
