import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contactPreferences } from '#domain/consent/index.ts'
import { readTraits } from '#domain/profile/index.ts'
import {
  axeViolations,
  describeInBrowser,
  openBrowser,
  openPage,
  shoot,
  viewports,
} from '../support/browser.ts'
import { openPreferenceShop, type PreferenceShop, said } from '../support/preference-shop.ts'

describeInBrowser('the preference centre', () => {
  let shop: PreferenceShop
  let browser: Browser
  beforeAll(async () => {
    shop = await openPreferenceShop()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shop?.close()
  })

  test.each([
    ['phone', 'light'],
    ['phone', 'dark'],
    ['desktop', 'light'],
    ['desktop', 'dark'],
  ] as const)('on a %s, %s: it is whole, accessible, and needs no script', async (size, colorScheme) => {
    const { email } = await shop.person({
      email: `${size}-${colorScheme}@example.com`,
      phone: `+1555${size.length}${colorScheme.length}00000`,
      name: 'Ada Mills',
    })
    const { page, faults, close } = await openPage(browser, { viewport: viewports[size], colorScheme })
    await page.goto(shop.link({ kind: 'preferences', customerId: email }))
    await shoot(page, `preferences/${size}-${colorScheme}`)
    expect(await axeViolations(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await page.locator('script').count()).toBe(0)
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await shoot(page, `preferences/${size}-${colorScheme}-end`)
    expect(faults).toEqual([])
    await close()
  })

  test('what is chosen is kept, shown again, and told', async () => {
    const { email, phone } = await shop.person({ email: 'grace@example.com', phone: '+15557654321' })
    if (phone) await said(shop, phone, 'sms', 'granted')
    const { page, close } = await openPage(browser, { viewport: viewports.phone, javaScriptEnabled: false })
    await page.goto(shop.link({ kind: 'preferences', customerId: email }))
    await page.locator('#email-marketing').check()
    await page.locator('#sms-marketing').uncheck()
    await page.locator('#frequency_email').selectOption('weekly')
    await page.getByLabel('Outdoor').check()
    await page.getByLabel('Shoe size').fill('42')
    await page.getByLabel('No news and offers for a month').check()
    await page.locator('#language').selectOption('de')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Gespeichert.').waitFor()
    await shoot(page, 'preferences/saved-de')
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await page.locator('#email-marketing').isChecked()).toBe(true)
    expect(await page.locator('#sms-marketing').isDisabled()).toBe(true)
    expect(await page.getByLabel('Schuhgröße').inputValue()).toBe('42')
    expect([await shop.state(email, 'email'), await shop.state(email, 'sms')]).toEqual(['granted', 'denied'])
    const given = await contactPreferences(shop.store.db, email)
    expect(given).toMatchObject({ frequency: { email: 'weekly' }, categories: ['Outdoor'], language: 'de' })
    expect(given.pausedUntil && given.pausedUntil > new Date()).toBe(true)
    const { traits } = await readTraits(shop.store.db, email, 'personalisation', new Date())
    expect(traits.find((trait) => trait.name === 'shoe_size')).toMatchObject({ value: '42', party: 'zero' })
    await close()
  })

  test('a link that has ended says so and offers nothing; an unsubscribe asks before it acts', async () => {
    const { email } = await shop.person({ email: 'old@example.com' })
    const { page, close } = await openPage(browser, { viewport: viewports.phone })
    await page.goto(shop.link({ kind: 'preferences', customerId: email }, new Date('2020-01-01')))
    await page.getByRole('heading', { name: 'This link has ended' }).waitFor()
    expect(await page.locator('form, button, input').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await shoot(page, 'preferences/ended')
    await page.goto(
      shop.link({ kind: 'unsubscribe', customerId: email, channel: 'email', purposes: ['marketing'] }),
    )
    expect(await axeViolations(page)).toEqual([])
    await shoot(page, 'preferences/unsubscribe')
    expect(await shop.state(email, 'email')).toBe('unknown')
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    await page.getByRole('heading', { name: 'You are unsubscribed: News and offers (E-mail).' }).waitFor()
    expect(await shop.state(email, 'email')).toBe('denied')
    await close()
  })
})
