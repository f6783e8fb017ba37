import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordToolCall } from '#domain/conversations/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { seenStaff } from '#domain/staff/index.ts'
import { importDocument } from '#knowledge/documents/index.ts'
import { axeViolations, describeInBrowser, openBrowser, shoot, viewports } from '../support/browser.ts'
import { openConsole, pageFaults, replyField, rowOf, transcript } from '../support/console-page.ts'
import { type ConsoleShop, openConsoleShop } from '../support/console-shop.ts'
import { ordinaryMorning, shippedOrder, writeStory } from '../support/console-story.ts'

const script = '<img src=x onerror="window.__ran=1"><script>window.__ran=1</script>'

describeInBrowser('the console, whatever stands in it', () => {
  let shop: ConsoleShop
  let browser: Browser
  let morning: Awaited<ReturnType<typeof ordinaryMorning>>
  beforeAll(async () => {
    shop = await openConsoleShop()
    browser = await openBrowser()
    const now = new Date()
    morning = await ordinaryMorning(shop.server.house.db, now, shop.mia)
    await shippedOrder(shop.server.house.db, now, 'anna@example.com', morning.anna.customerId)
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })
  const ran = (page: Page) => page.evaluate(() => Reflect.get(window, '__ran'))

  test('script in names, messages, cards, tool calls, documents and settings is text', async () => {
    const { db } = shop.server.house
    const now = new Date()
    const money = { amount: 100, currency: 'USD' }
    const product = {
      productId: 'x',
      variantId: 'x',
      title: script,
      url: 'javascript:window.__ran=1',
      image: { url: 'javascript:window.__ran=1', alt: script },
      price: money,
      listPrice: null,
      availability: 'in_stock' as const,
      options: script,
      choices: [{ name: script, values: [script] }],
    }
    const link = '[press](javascript:window.__ran=1) [or](https://shop.example/"onmouseover="window.__ran=1)'
    const story = await writeStory(db, now, {
      name: `Eve ${script}`,
      minutesAgo: 1,
      says: `${script} ${link}`,
      agentSays: `**${script}** ${link}`,
      tool: { tool: 'search_catalog', arguments: { query: script }, result: { title: script } },
      parts: [
        { type: 'products', products: [product] },
        {
          type: 'source',
          documentId: script,
          title: script,
          section: script,
          url: 'javascript:window.__ran=1',
          updatedAt: now.toISOString(),
        },
        { type: 'choices', choices: [{ label: script, text: script }] },
        { type: 'proposal', proposalId: 'pro_x', summary: script, expiresAt: now.toISOString() },
      ],
      handoff: { reason: 'asked_for_person', summary: script, minutesAgo: 1 },
    })
    await recordToolCall(db, story, {
      toolCallId: 'tcl_x',
      turnId: 'trn_x',
      messageSeq: 1,
      tool: script,
      arguments: {},
      result: script,
      ok: false,
      error: script,
      trust: 'session',
      startedAt: now,
      milliseconds: 1,
    })
    await importDocument(
      db,
      { slug: 'x', title: script, format: 'html', text: `<h1>${script}</h1><p>Words. ${script}</p>` },
      'test',
      now,
    )
    await writeSettings(db, { shopName: script.slice(0, 80), greeting: script }, null, now)
    await shop.addPerson('Zoe', ['support'])

    const { page, faults, close } = await openConsole(
      browser,
      shop,
      shop.admin,
      `/console/conversations/${story.conversationId}`,
    )
    await transcript(page).locator('.bubble').getByText(script).first().waitFor()
    for (const details of await page.locator('details').all()) await details.locator('summary').click()
    expect(await transcript(page).locator('img[src="x"], script').count()).toBe(0)
    const hrefs = await page
      .locator('a')
      .evaluateAll((links) => links.map((each) => each.getAttribute('href') ?? ''))
    expect(hrefs.filter((href) => !/^(https?:|\/|#)/.test(href))).toEqual([])
    await page.goto(`${shop.url}/console/settings/documents`)
    await page.getByText(script).first().waitFor()
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click()
    await page.goto(`${shop.url}/console/settings/welcome`)
    await page.getByLabel('Greeting').waitFor()
    expect(await ran(page)).toBeUndefined()
    expect(pageFaults(faults)).toEqual([])
    await writeSettings(db, { shopName: 'Our shop', greeting: 'Hello' }, null, now)
    await close()
  })

  const pages = [
    '/console/conversations?view=open',
    '/console/settings/welcome',
    '/console/settings/hours',
    '/console/settings/look',
    '/console/settings/site',
    '/console/settings/documents',
    '/console/staff',
    '/console/install',
    '/console/nowhere',
  ]
  const everyLook = (['wide', 'tablet', 'phone'] as const).flatMap((size) => [
    [size, 'light'] as const,
    [size, 'dark'] as const,
  ])
  // each size and each scheme is seen here; all six of them where pictures are wanted
  const half = (even: boolean) =>
    everyLook.filter((_, index) => process.env.SHOTS !== undefined || [0, 3, 4].includes(index) === even)

  test.each(half(true))('axe finds nothing on any page: %s, %s', async (size, colorScheme) => {
    await seenStaff(shop.server.house.db, shop.mia.staff.staffId, new Date())
    const options = { viewport: viewports[size], colorScheme }
    const { page, faults, close } = await openConsole(browser, shop, shop.admin, '/console', options)
    const look = async (name: string) => {
      expect(await axeViolations(page)).toEqual([])
      const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(wider, `${name} is wider than the screen`).toBe(false)
      await shoot(page, `console/${size}-${colorScheme}-${name}`)
    }
    await rowOf(page, 'Anna Berg').waitFor()
    await look('queue')
    await rowOf(page, 'Anna Berg').click()
    await transcript(page).getByText('please hurry').waitFor()
    await look('waiting')
    for (const path of pages) {
      await page.goto(shop.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.locator('.skeleton').waitFor({ state: 'detached' })
      await look(path.replace('/console/', '').replaceAll(/[/?=]/g, '-'))
    }
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test.each(half(false))('axe finds nothing while somebody works: %s, %s', async (size, colorScheme) => {
    await seenStaff(shop.server.house.db, shop.mia.staff.staffId, new Date())
    const options = { viewport: viewports[size], colorScheme }
    const path = `/console/conversations/${morning.mias.conversationId}?view=mine`
    const { page, faults, close } = await openConsole(browser, shop, shop.mia, path, options)
    await transcript(page).getByText('Only in the flat').waitFor()
    const takeIt = page.getByRole('button', { name: 'Take this conversation' })
    if (await takeIt.isVisible()) await takeIt.click() // it went back to the queue while Mia was away
    await replyField(page).fill('Then it is fine: send it back, there is a label in your mail.')
    for (const details of await page.locator('details').all()) await details.locator('summary').click()
    expect(await axeViolations(page)).toEqual([])
    await shoot(page, `console/${size}-${colorScheme}-mine`)
    if (size !== 'wide') {
      await page.getByRole('button', { name: 'Customer' }).click()
      await page.getByRole('dialog', { name: 'Customer' }).waitFor()
      expect(await axeViolations(page)).toEqual([])
      await shoot(page, `console/${size}-${colorScheme}-customer`)
      await page.keyboard.press('Escape')
    }
    await replyField(page).fill('')
    expect(pageFaults(faults)).toEqual([])
    await close()
  })

  test('the account, its sound switch and the way out are one press away', async () => {
    const { page, close } = await openConsole(browser, shop, shop.jonas)
    await page.getByRole('button', { name: 'Jonas: your account' }).click()
    const dialog = page.getByRole('dialog', { name: 'Jonas' })
    const sound = dialog.getByLabel('Sound when somebody is waiting')
    expect(await sound.isChecked()).toBe(false)
    await sound.check()
    expect(await axeViolations(page)).toEqual([])
    await shoot(page, 'console/account')
    await page.reload()
    await page.getByRole('button', { name: 'Jonas: your account' }).click()
    expect(await sound.isChecked()).toBe(true)
    await close()
  })

  test('single-key shortcuts can be switched off', async () => {
    const { page, close } = await openConsole(browser, shop, shop.jonas)
    await page.getByRole('button', { name: 'Jonas: your account' }).click()
    await page.getByLabel('Single-key shortcuts').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.keyboard.press('2')
    expect(page.url()).not.toContain('view=mine')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await close()
  })
})
