import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveAudience } from '#domain/audiences/index.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { refreshDue, saveSegment } from '#domain/segments/index.ts'
import { listWebhooks, saveWebhook, testWebhook } from '#domain/webhooks/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'

describeInBrowser('webhooks and audiences', () => {
  let shop: ConsoleShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    await fillShop(shop)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  test.each([
    ['wide', 'light'],
    ['phone', 'dark'],
  ] as const)('axe finds nothing, and nothing is too wide: %s, %s', async (size, colorScheme) => {
    const options = { viewport: viewports[size], colorScheme }
    const { page, faults, close } = await openConsole(browser, shop, shop.admin, '/console/webhooks', options)
    const look = async (name: string) => {
      await shoot(page, `integrations/${name}-${size}-${colorScheme}`)
      expect([name, await axeViolations(page)]).toEqual([name, []])
      expect([name, await page.evaluate(isTooWide)]).toEqual([name, false])
    }
    await page.getByRole('link', { name: 'Warehouse' }).waitFor()
    await look('webhooks')
    await page.getByRole('button', { name: 'New endpoint' }).click()
    await look('webhook-form')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Warehouse' }).click()
    await page.getByText('webhook.test').first().waitFor()
    await page.getByText('Details').first().click()
    await look('webhook')
    await page.goto(`${shop.url}/console/audiences`)
    await page.getByRole('link', { name: 'Look-alikes' }).waitFor()
    await look('audiences')
    await page.getByRole('button', { name: 'New audience' }).click()
    await look('audience-form')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Look-alikes' }).click()
    await page.getByRole('heading', { name: 'Take a file' }).waitFor()
    await page.getByText('As a table').click()
    await look('audience')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('an address within the house is refused at its field; a new secret is shown once; off, on, removed', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.admin, '/console/webhooks')
    await page.getByRole('button', { name: 'New endpoint' }).click()
    await page.getByLabel('Name').fill('Inside')
    await page.getByLabel('Address', { exact: true }).fill('https://127.0.0.1/')
    await page.getByRole('button', { name: 'An offer was redeemed' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').locator('.field-error').waitFor()
    await shoot(page, 'integrations/refused')
    expect(await page.getByLabel('Name').inputValue()).toBe('Inside')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('link', { name: 'Warehouse' }).click()
    await page.getByRole('button', { name: 'New secret' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click()
    expect(await page.getByRole('textbox', { name: 'The secret' }).inputValue()).toMatch(/^whsec_/)
    await shoot(page, 'integrations/secret')
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByText('The old secret signs as well until').waitFor()
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click()
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByRole('button', { name: 'Switch off' }).waitFor()
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The test is on its way.').waitFor()
    expect(await page.getByText('webhook.test').count()).toBeGreaterThan(1)
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('No endpoints yet').waitFor()
    expect(await listWebhooks(shop.server.house.db)).toEqual([])
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('Lea makes an audience, takes its file, says it is uploaded, and ends it', async () => {
    const { page, faults, close } = await openConsole(browser, shop, shop.lea, '/console/audiences')
    await page.getByRole('button', { name: 'New audience' }).click()
    await page.getByLabel('Name').fill('Friends')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').locator('.field-error').first().waitFor()
    await page.getByLabel('Segment').selectOption({ label: 'With e-mail (2)' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Friends' }).waitFor()
    await shop.server.house.integrations.audiences.run(new Date())
    await page.reload()
    await page.getByText('1 to add').waitFor()
    await page.getByText('1 of 2 customers in the segment').waitFor()
    await page.getByRole('button', { name: 'Take it' }).click()
    await page.getByText('Taken: 1 to add, 0 to remove.').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save what is to be added' }).click()
    expect((await download).suggestedFilename()).toMatch(/-added\.csv$/)
    await page.getByRole('button', { name: 'It was uploaded' }).click()
    await page.getByText('Noted. What was removed is done.').waitFor()
    await page.getByText('up to date').waitFor()
    await shoot(page, 'integrations/taken')
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End' }).click()
    await page.getByText('1 to remove').waitFor()
    await page.goto(`${shop.url}/console/webhooks`)
    await page.getByText('Only an admin adds and changes endpoints.').waitFor()
    expect(await page.getByRole('button', { name: 'New endpoint' }).count()).toBe(0)
    await page.route('**/api/audiences', (route) => route.abort())
    await page.goto(`${shop.url}/console/audiences`)
    await page.getByText('No connection. Try again in a moment.').first().waitFor()
    await shoot(page, 'integrations/offline')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })
})

async function fillShop(shop: ConsoleShop): Promise<void> {
  const { db, integrations } = shop.server.house
  const now = new Date()
  const people = ['ann', 'bob'].map((name) =>
    customerInput.parse({ userId: name, email: `${name}@example.com`, name }),
  )
  await upsertCustomers(db, people, 'customer file', now)
  const customerId = (await findByIdentifier(db, 'user_id', 'ann'))?.customerId ?? ''
  const yes = { customerId, state: 'granted', source: 'test', evidence: 'said so' } as const
  await recordConsent(db, { ...yes, channel: 'email', purpose: 'all' }, now)
  await recordConsent(db, { ...yes, channel: 'web', purpose: 'personalisation' }, now)
  const rule = { type: 'identifier', kind: 'email', present: true } as const
  const segment = { name: 'With e-mail', description: '', purpose: 'marketing', rule } as const
  const { segmentId } = await saveSegment(db, segment, null, now)
  await refreshDue(db, now)
  const list = { name: 'Look-alikes', segmentId, format: 'meta', kinds: ['email', 'phone'] } as const
  await saveAudience(db, { ...list, kinds: [...list.kinds], destination: 'file' }, { staffId: null }, now)
  await integrations.audiences.run(now)
  const { webhookId } = await saveWebhook(
    db,
    {
      name: 'Warehouse',
      url: 'https://warehouse.example.com/rapport/hooks',
      events: ['offer.redeemed', 'consent.changed', 'customer.erased'],
    },
    { staffId: null, check: async () => null },
    now,
  )
  await testWebhook(db, webhookId, now)
}

const isTooWide = () =>
  [document.documentElement, ...document.querySelectorAll('.page-scroll')].some(
    (box) => box.scrollWidth > box.clientWidth,
  )
