import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addStaff } from '#domain/staff/index.ts'
import type { RunningServer } from '#server/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import type { Account } from '../support/console-shop.ts'
import { openTestStore } from '../support/database.ts'
import { DAY, openPlaybookWorld, type PlaybookWorld, type Shopper } from '../support/playbook-world.ts'
import { buildScreens } from '../support/screens.ts'
import { startTestServer } from '../support/server.ts'

/** What the CRM lead does in a week, in one piece: written, barred, mended, live, switched on, sent, read. */
describeInBrowser('the CRM lead wins customers back', () => {
  let world: PlaybookWorld
  let server: RunningServer
  let browser: Browser
  let lea: Account
  let silent: Shopper[]
  beforeAll(async () => {
    await buildScreens('staff-console')
    const store = await openTestStore('pglite')
    world = await openPlaybookWorld(store, new Date('2026-03-02T17:00:00Z'))
    silent = []
    for (const name of ['Anna Berg', 'Bea Holm', 'Cem Kaya']) silent.push(await world.somebody({}, name))
    for (const who of silent)
      for (const days of [99.5, 79.5, 59.5]) await world.buys(who, ['stove-1'], { hoursAgo: days * DAY })
    await world.hours(1) // what was told is taken in
    const env = {
      LOG_LEVEL: 'silent',
      POSTAL_ADDRESS: '1 Quarry Lane, Denver',
      TWILIO_SMS_FROM: '+13035550100',
      SMTP_URL: 'smtp://127.0.0.1:1',
    }
    server = await startTestServer(store, { env, clock: world.now, sandboxOnly: true })
    lea = await addStaff(
      server.house.db,
      { email: 'lea@quarry.example', name: 'Lea', roles: ['crm'] },
      world.now(),
    )
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  const open = (path: string) => openConsole(browser, server, lea, path, { viewport: viewports.desktop })

  test('a message of her own goes out in the win-back journey, and its readout does not judge too early', async () => {
    const { page, faults, close } = await open('/console/messages/new-message')
    await write(page)
    await page.getByText(/errors? bars? approval/).waitFor()
    const approve = page.getByRole('button', { name: /^Approve and make live/ })
    expect(await approve.getAttribute('aria-disabled')).toBe('true')
    await look(page, 'barred')

    await page
      .getByRole('group', { name: 'Text 1' })
      .getByRole('textbox')
      .fill('Come and see what is new, {{first_name|there}}.')
    await page.getByRole('button', { name: 'Save draft' }).click()
    for (const who of silent) await addCustomer(page, who.email)
    for (const [channel, words] of [
      ['E-mail', 'Come and see'],
      ['SMS', 'We kept a few things'],
      ['WhatsApp', 'it has been a while'],
    ] as const) {
      await page
        .getByRole('group', { name: 'Channel', exact: true })
        .getByRole('button', { name: channel })
        .click()
      const figures = page.getByRole('figure')
      for (const at of silent.keys()) await figures.nth(at).getByText(words).first().waitFor()
      expect(await figures.count()).toBe(silent.length)
      await figures.first().scrollIntoViewIfNeeded()
      await look(page, `shown-${channel}`)
    }
    await expect.poll(() => approve.getAttribute('aria-disabled'), { timeout: 6000 }).toBe(null)
    await approve.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and make live' }).click()
    await page.getByText('approved by Lea').waitFor()

    await page.goto(`${server.url}/console/journeys/win-back/definition`)
    await page.getByLabel('Message', { exact: true }).first().selectOption({ label: 'A few things kept' })
    await page.getByLabel('Holdout, per cent').fill('1')
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('It is saved.').waitFor()
    await page.goto(`${server.url}/console/journeys/win-back`)
    await page.getByRole('button', { name: /^Switch on/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('are meant').waitFor()
    await look(page, 'switch-on')
    const everybody = dialog.getByLabel('Yes, I mean every customer')
    if ((await everybody.count()) > 0) await everybody.check()
    await dialog.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('It is on.').waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()

    await world.hours(2 * DAY)
    const heard = await Promise.all(silent.map((who) => world.heard(who)))
    const report = await world.report('win-back')
    expect(report.entered).toBe(silent.length)
    expect(heard.flat()).toHaveLength(silent.length - report.heldOut)
    for (const { text } of heard.flat())
      expect(text).toMatch(/Come and see|We kept a few things|it has been a while/)

    const later = await open('/console/journeys/win-back')
    await later.page.getByRole('heading', { name: 'Sent by channel' }).waitFor()
    await look(later.page, 'sent')
    await later.page.getByRole('link', { name: 'Readout' }).click()
    await later.page.getByText('Too early to say').first().waitFor()
    await look(later.page, 'readout')
    await later.page.goto(`${server.url}/console/sandbox`)
    await later.page
      .getByRole('link', { name: /Anna Berg|Bea Holm|Cem Kaya/ })
      .first()
      .click()
    await later.page
      .getByText(/Come and see|We kept a few things|it has been a while/)
      .first()
      .waitFor()
    await look(later.page, 'phone')
    expect(pageFaults(later.faults)).toEqual([])
    await later.close()
  })
})

/** From modules, with a promise that no shop can keep and nothing for the WhatsApp template's places. */
async function write(page: Page): Promise<void> {
  await page.getByLabel('Title', { exact: true }).fill('A few things kept')
  await page.getByLabel('Name', { exact: true }).fill('kept_for_you')
  const channels = page.getByRole('group', { name: 'Channels' })
  for (const name of ['SMS', 'WhatsApp']) await channels.getByRole('button', { name }).click()
  await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('Hello {{first_name|there}}')
  await page
    .getByLabel('Short text', { exact: true })
    .fill('{{shop}}: We kept a few things for you {{link}} {{opt_out}}')
  await page.getByLabel('Template', { exact: true }).selectOption('rapport_win_back')
  await page.getByRole('textbox', { name: 'Fills first_name' }).fill('{{first_name|there}}')
  await page.getByRole('textbox', { name: 'Fills link' }).fill('{{link}}')
  await page.getByLabel('Add a module').selectOption('text')
  await page.getByRole('group', { name: 'Text 1' }).getByRole('textbox').fill('Guaranteed to please you.')
  await page.getByLabel('Add a module').selectOption('products')
  await page.getByLabel('Add a module').selectOption('footer')
  await page.getByRole('group', { name: 'Footer 3' }).getByRole('textbox').fill('See you soon.')
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.getByText('Saved as a draft.').waitFor()
}

async function addCustomer(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a customer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').fill(email)
  await dialog.getByRole('button', { name: email }).click()
}

async function look(page: Page, name: string): Promise<void> {
  await shoot(page, `crm-story/${name}`)
  expect([name, await axeViolations(page)]).toEqual([name, []])
  if (!process.env.SHOTS) return
  await page.setViewportSize(viewports.phone)
  await shoot(page, `crm-story/${name}-phone`)
  await page.setViewportSize(viewports.desktop)
}
