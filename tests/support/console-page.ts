import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openPage, viewports, type WatchedPage } from './browser.ts'
import type { Account, ConsoleShop } from './console-shop.ts'

/** A console in a browser of its own, signed in by hand, at an address such as `/console/staff`. */
export async function openConsole(
  browser: Browser,
  shop: Pick<ConsoleShop, 'url'>,
  account: Account,
  path = '/console',
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, { viewport: viewports.wide, locale: 'en-GB', ...options })
  await watched.page.goto(shop.url + path)
  await signInAs(watched.page, account)
  await watched.page.getByRole('main').and(watched.page.locator('#room')).waitFor()
  return watched
}

export async function signInAs(
  page: Page,
  account: Pick<Account, 'password'> & { staff: { email: string } },
) {
  const email = page.getByLabel('E-mail')
  await email.fill(account.staff.email)
  await page.getByLabel('Password', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Faults without those of the network: a refused request is a line of the browser's, not a fault of the page. */
export function pageFaults(faults: string[]): string[] {
  return faults.filter((fault) => !fault.includes('Failed to load resource'))
}

/** The place where a reply is written. */
export const replyField = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ })

/** The line of a conversation in the list. */
export const rowOf = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: new RegExp(`^${name}`) })

/** The transcript that is open. */
export const transcript = (page: Page) => page.getByRole('region', { name: 'Messages' })
