import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeContactRules } from '#domain/settings/index.ts'
import { cancelHeld, findRow } from '#orchestrator/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type Account, type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'
import { addClient, anHourByDay, openOutreachShop } from '../support/outreach-shop.ts'

describeInBrowser('the outbox', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    await openOutreachShop(db(), new Date())
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const db = () => shop.server.house.db
  const open = (account: Account, size: keyof typeof viewports = 'wide', dark = false) =>
    openConsole(browser, shop, account, '/console/outbox', {
      viewport: viewports[size],
      colorScheme: dark ? 'dark' : 'light',
    })

  /** Something an associate wrote that waits for an hour which is not now. */
  async function held(by: Account, text: string): Promise<string> {
    await writeContactRules(db(), { quietHours: anHourByDay(new Date()) }, null, new Date())
    const { customerId } = await addClient(db(), { name: 'Berta Holm' }, new Date())
    const written = await shop.server.house.outreach.write(
      by.staff,
      customerId,
      { clientMessageId: randomUUID(), channel: 'sms', text, template: null, productIds: [], subject: '' },
      new Date(),
    )
    expect(written.state).toBe('held')
    return written.outboxId
  }

  test('before anything was sent it says so', async () => {
    const { page, close } = await open(shop.lea, 'phone')
    await page.getByText('Nothing has been sent yet').waitFor()
    await page.getByLabel('State', { exact: true }).selectOption('dead')
    await page.getByText('No message is like this').waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.getByText('Nothing has been sent yet').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await close()
  })

  test('a lost answer is found by its bar, settled and sent again; the list follows by itself', async () => {
    const { customerId } = await addClient(db(), { name: 'Anna Berg' }, new Date())
    const at = new Date(Date.now() - 60_000)
    const row = { customerId, createdAt: at, startedAt: at, text: 'Your boots are ready.' }
    const outboxId = await putOutboxRow(db(), { ...row, state: 'unknown' })
    await putOutboxRow(db(), { ...row, state: 'delivered', channel: 'email' })
    await held(shop.jonas, 'Shall I keep the lantern?')
    const { page, faults, close } = await open(shop.lea)
    const list = page.getByRole('list', { name: 'Messages' })
    await list.getByText(/^Waits for its hour · Quiet hours · until .+, their time$/).waitFor()
    await shoot(page, 'outbox/list')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('link', { name: /^Not known whether it arrived\s*1$/ }).click()
    await expect.poll(() => list.getByRole('article').count()).toBe(1)
    await list.getByRole('link', { name: 'Anna Berg' }).click()
    await page.getByRole('region', { name: 'What it says' }).getByText('Your boots are ready.').waitFor()
    await page.getByRole('button', { name: 'It did not arrive' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'It did not arrive' }).click()
    await page.getByText('Noted as not sent.').waitFor()
    await page.getByText('Decided by').waitFor()
    await shoot(page, 'outbox/story')
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await page.getByText('It is tried again.').waitFor()
    expect((await findRow(db(), outboxId))?.state).not.toBe('dead')
    await page.getByRole('link', { name: 'Back to the outbox' }).click()
    await page.getByText('No message is like this').waitFor() // none is unknown any more
    await page.getByRole('link', { name: 'Show all' }).click()
    await list.getByRole('link', { name: 'Anna Berg' }).first().waitFor()
    await addClient(db(), { name: 'Carl Lind' }, new Date()).then((late) =>
      putOutboxRow(db(), { ...row, customerId: late.customerId, createdAt: new Date() }),
    )
    await list.getByRole('link', { name: 'Carl Lind' }).waitFor()
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('an associate finds their own alone; who comes too late to take it back is told so', async () => {
    const outboxId = await held(shop.jonas, 'The lantern is here.')
    const { page, close } = await open(shop.jonas, 'phone', true)
    const list = page.getByRole('list', { name: 'Messages' })
    await list.getByText('The lantern is here.').waitFor()
    expect(await list.getByRole('link', { name: 'Anna Berg' }).count()).toBe(0)
    expect(await page.getByLabel('Sender', { exact: true }).count()).toBe(0)
    await shoot(page, 'outbox/own-phone-dark')
    expect(await axeViolations(page)).toEqual([])
    await list.getByRole('article').filter({ hasText: 'The lantern is here.' }).getByRole('link').click()
    await page.getByRole('button', { name: 'Take back' }).click()
    await cancelHeld(db(), outboxId, shop.mia.staff.staffId, new Date())
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
    await page.getByText('This message was taken back by now.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page
      .getByText(/^Taken back/)
      .first()
      .waitFor()
    expect(await page.getByRole('button', { name: 'Take back' }).count()).toBe(0)
    await close()
  })

  test('without a connection what is shown stays, and says that it may be old', async () => {
    const { page, close } = await open(shop.mia, 'tablet')
    await page.getByRole('list', { name: 'Messages' }).getByRole('article').first().waitFor()
    await page.route('**/api/outbox*', (route) => route.abort())
    await page.getByText('No connection. What you see may be old.').waitFor()
    expect(await page.getByRole('list', { name: 'Messages' }).getByRole('article').count()).toBeGreaterThan(0)
    await shoot(page, 'outbox/stale-tablet')
    await page.getByLabel('State', { exact: true }).selectOption('delivered')
    await page.getByText('No connection. Try again in a moment.').waitFor()
    await page.unroute('**/api/outbox*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('list', { name: 'Messages' }).getByRole('article').first().waitFor()
    await close()
  })
})
