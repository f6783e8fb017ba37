import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import { type FakeChat, type FakeOptions, startFakeChat } from './fake-chat-server.ts'

/** A page of a shop with the widget on it, and the chat server that the test plays. */
export interface ShopPage {
  page: Page
  house: FakeChat
  faults: string[]
  launcher: Locator
  panel: Locator
  field: Locator
  open: () => Promise<void>
  /** Writes and sends; resolves when the server has it. */
  ask: (text: string) => Promise<void>
  close: () => Promise<void>
}

export async function openShop(
  browser: Browser,
  options: FakeOptions = {},
  look: BrowserContextOptions = {},
): Promise<ShopPage> {
  const house = await startFakeChat(options)
  const { page, faults, close } = await openPage(browser, look)
  await page.goto(house.url)
  const parts = partsOf(page)
  await parts.launcher.waitFor()
  return {
    page,
    house,
    faults,
    ...parts,
    open: async () => {
      await parts.launcher.click()
      await parts.panel.waitFor()
    },
    ask: async (text) => {
      await parts.field.fill(text)
      await parts.field.press('Enter')
      await house.heard(text)
    },
    close: async () => {
      await close()
      await house.close()
    },
  }
}

export function partsOf(page: Page) {
  return {
    launcher: page.locator('rapport-chat .launcher'),
    panel: page.getByRole('dialog'),
    field: page.getByRole('textbox', { name: 'Write a message' }),
  }
}

/** Everything that the page has put on the device, by kind. */
export async function stored(page: Page): Promise<Record<string, unknown>> {
  const cookies = await page.context().cookies()
  const rest = await page.evaluate(async () => ({
    local: { ...localStorage },
    session: { ...sessionStorage },
    databases: (await indexedDB.databases()).map((entry) => entry.name),
    caches: await caches.keys(),
  }))
  return { ...rest, cookies: cookies.map((cookie) => cookie.name) }
}

export const nothingStored = { local: {}, session: {}, databases: [], caches: [], cookies: [] }
