import type { Browser, CDPSession } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCompose } from '#channels/index.ts'
import type { RunningServer } from '#server/index.ts'
import { axeViolations, describeInBrowser, openBrowser, openPage } from '../support/browser.ts'
import { openTestStore } from '../support/database.ts'
import { card, mailContext, orderPart } from '../support/mail-content.ts'
import { eventually, startTestServer } from '../support/server.ts'

describeInBrowser('mails and pushes as they are seen', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([
    [320, 'light'],
    [900, 'light'],
    [390, 'dark'],
  ] as const)('a mail at %i pixels, %s: nothing is cut off, everything reads', async (width, colorScheme) => {
    const text = 'Guten Tag,\n\nder **Mantel** ist wieder da. [Pflege](https://shop.example/care)'
    const products = [card('Wollmantel'), card('Schal mit einem sehr langen Namen, der umbrechen muss')]
    const composed = createCompose({ whatsapp: 'sandbox' })({
      channel: 'email',
      content: { text, parts: [{ type: 'products', products }, orderPart] },
      template: null,
      context: { ...mailContext, accentColor: '#e8c547' }, // too light for white words and for words on white
    })
    const [mail] = composed.ok ? composed.contents : []
    if (mail?.type !== 'email') throw new Error('no mail')
    const { page, close } = await openPage(browser, { viewport: { width, height: 900 }, colorScheme })
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 5"><rect width="4" height="5"/></svg>'
    await page.route('**/*.png', (route) => route.fulfill({ contentType: 'image/svg+xml', body: svg }))
    await page.setContent(mail.html)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    // a mail stands inside the page of a mail program: headings and landmarks are that page's
    const ofPages = /^(landmark-one-main|page-has-heading-one|region):/
    expect((await axeViolations(page)).filter((line) => !ofPages.test(line))).toEqual([])
    await close()
  })
})

describeInBrowser('the service worker', () => {
  let browser: Browser
  let server: RunningServer
  beforeAll(async () => {
    browser = await openBrowser()
    server = await startTestServer(await openTestStore())
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  test('shows what is pushed, and nothing for what is none', async () => {
    const { page, close } = await openPage(browser, { permissions: ['notifications'] })
    await page.goto(`${server.url}/console`)
    const line = await page.context().newCDPSession(page)
    const registrationId = await register(line, () =>
      page.evaluate(async () => {
        await navigator.serviceWorker.register('/rapport-push.js')
        await navigator.serviceWorker.ready
      }),
    )
    const push = (data: string) =>
      line.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data })
    const shown = () =>
      page.evaluate(async () => {
        const { getNotifications } = await navigator.serviceWorker.ready.then((entry) => ({
          getNotifications: () => entry.getNotifications(),
        }))
        return (await getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data }))
      })
    await push('no JSON')
    await push(
      JSON.stringify({ title: 'Heron', body: 'Er ist da', id: 'out_1.0', url: 'https://shop.example/p/1' }),
    )
    await eventually(async () => (await shown()).length > 0)
    expect(await shown()).toEqual([
      { title: 'Heron', body: 'Er ist da', tag: 'out_1.0', data: { url: 'https://shop.example/p/1' } },
    ])
    await close()
  })
})

/** The id by which the browser's own tools know the worker that `work` registers. */
async function register(line: CDPSession, work: () => Promise<void>): Promise<string> {
  const seen = new Promise<string>((resolve) => {
    line.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) resolve(first.registrationId)
    })
  })
  await line.send('ServiceWorker.enable')
  await work()
  return seen
}
