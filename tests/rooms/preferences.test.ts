import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentOf, entriesOf, linkDays, regionOfCustomer, signLink } from '#domain/consent/index.ts'
import { erasePerson, membersOf, observe } from '#domain/identity/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import type { CommandContext } from '../../scripts/command.ts'
import { linkPreferences } from '../../scripts/commands/link.ts'
import { openPreferenceShop, type PreferenceShop, said } from '../support/preference-shop.ts'

let shop: PreferenceShop
let count = 0
beforeAll(async () => {
  shop = await openPreferenceShop()
})
afterAll(() => shop.close())

const somebody = (more: { phone?: string; country?: string } = {}) =>
  shop.person({ email: `p${++count}@example.com`, ...more })

function post(url: string, body: string | URLSearchParams, type = 'application/x-www-form-urlencoded') {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: String(body),
    redirect: 'manual',
  })
}

/** What a browser would send of the page as it is, with these boxes changed. */
async function submit(
  url: string,
  change: { on?: string[]; off?: string[]; fields?: Record<string, string> },
) {
  const html = await (await fetch(url)).text()
  const fields = new URLSearchParams({ action: 'save', pause: 'none', ...change.fields })
  for (const [, name] of html.matchAll(/name="was" value="([^"]+)"/g)) fields.append('was', name ?? '')
  for (const [, name = ''] of html.matchAll(/name="on" value="([^"]+)"[^>]* checked/g))
    if (!change.off?.includes(name)) fields.append('on', name)
  for (const name of change.on ?? []) fields.append('on', name)
  return post(url, fields)
}

describe('a link', () => {
  const forged: [string, (token: string) => string][] = [
    ['nothing', () => 'x'],
    ['a changed body', (token) => `A${token.slice(1)}`],
    ['a changed signature', (token) => `${token.slice(0, -2)}${token.endsWith('A') ? 'BB' : 'AA'}`],
    ['no signature', (token) => token.split('.')[0] ?? ''],
    ['two signatures', (token) => `${token}.${token.split('.')[1]}`],
    ['a very long text', () => 'a'.repeat(5000)],
    ['markup', () => encodeURIComponent('<script>alert(1)</script>')],
    ['SQL', () => encodeURIComponent("' or 1=1 --")],
    ['a broken escape', () => '%E0%A4%A'],
  ]
  test.each(forged)('of %s opens nothing, by GET and by POST', async (_what, forge) => {
    const { email } = await somebody()
    const good = shop.link({ kind: 'preferences', customerId: email })
    const token = good.split('/').at(-1) ?? ''
    for (const path of ['preferences', 'u'])
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${shop.server.url}/${path}/${forge(token)}`, { method })
        expect([400, 404]).toContain(answer.status)
        expect(await answer.text()).not.toMatch(/<form|<script|example\.com/)
      }
  })

  test('ends when its days are over, and works until then', async () => {
    const { email } = await somebody()
    const days = (n: number) => new Date(Date.now() - n * 86_400_000)
    const claims = { kind: 'preferences', customerId: email } as const
    expect((await fetch(shop.link(claims, days(linkDays.preferences - 0.01)))).status).toBe(200)
    const ended = await fetch(shop.link(claims, days(linkDays.preferences + 0.01)))
    expect([ended.status, await ended.text()]).toEqual([410, expect.not.stringContaining('<form')])
  })

  test('to confirm is dead once a no was said after it, and an old one to unsubscribe shows nothing we hold', async () => {
    const { email } = await somebody({ country: 'DE' })
    const days = (n: number) => new Date(Date.now() - n * 86_400_000)
    const step = { customerId: email, channel: 'email', purposes: ['marketing'] as ['marketing'] } as const
    const confirm = shop.link({ ...step, kind: 'confirm' }, days(1))
    expect((await post(confirm, '')).status).toBe(200)
    await post(shop.link({ ...step, kind: 'unsubscribe' }, days(1)), 'List-Unsubscribe=One-Click')
    expect([(await post(confirm, '')).status, await shop.state(email, 'email')]).toEqual([410, 'denied'])
    const page = async (age: number) =>
      (await fetch(shop.link({ ...step, kind: 'unsubscribe' }, days(age)))).text()
    expect(await page(1)).toContain('href="/preferences/ey')
    expect(await page(linkDays.preferences + 1)).not.toContain('href="/preferences/ey')
  })

  test('shows nothing of somebody who was only seen with the same phone', async () => {
    const { db } = shop.store
    const phone = { kind: 'phone', value: '+4915112345678' } as const
    const see = (kind: 'user_id' | 'email', value: string) =>
      observe(
        db,
        [
          {
            identifiers: [{ kind, value }, phone],
            occurredAt: new Date(),
            source: 'test',
            evidence: 'checkout',
          },
        ],
        new Date(),
      )
    const her = (await see('user_id', 'vera')).people[0]?.customerId ?? ''
    const said = {
      name: 'size',
      value: 'XXL',
      source: 'chat',
      party: 'zero',
      evidence: 'since the divorce',
    } as const
    await setTrait(db, { customerId: her, ...said, at: new Date() }, new Date())
    const other = (await see('email', 'ex@example.com')).people[0]?.customerId ?? ''
    expect(await membersOf(db, other)).toContain(her)
    const html = await (await fetch(shop.link({ kind: 'preferences', customerId: other }))).text()
    expect(html).not.toMatch(/divorce|XXL|vera/)
    expect(html).toContain('<form')
  })

  test('signed with another key, or for another page, opens nothing', async () => {
    const { email } = await somebody()
    const now = new Date()
    const foreign = signLink('x'.repeat(40), { kind: 'preferences', customerId: email }, now)
    expect((await fetch(`${shop.server.url}/preferences/${foreign}`)).status).toBe(404)
    const other = shop.link({ kind: 'preferences', customerId: email }).replace('/preferences/', '/u/')
    expect((await post(other, 'List-Unsubscribe=One-Click')).status).toBe(404)
    expect(await shop.state(email, 'email')).toBe('unknown')
  })

  test('of somebody who was erased opens nothing, and writes nothing', async () => {
    const { email } = await somebody()
    const link = shop.link({
      kind: 'unsubscribe',
      customerId: email,
      channel: 'email',
      purposes: ['marketing'],
    })
    await erasePerson(shop.store.db, [email], new Date())
    expect((await post(link, 'List-Unsubscribe=One-Click')).status).toBe(404)
    expect(await entriesOf(shop.store.db, [email])).toEqual([])
  })

  test('is kept from caches, indexes and other pages', async () => {
    const { email } = await somebody()
    const { headers } = await fetch(shop.link({ kind: 'preferences', customerId: email }))
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('set-cookie')).toBeNull()
  })
})

describe('rapport link preferences', () => {
  async function run(given: string): Promise<string> {
    let out = ''
    const context = {
      json: true,
      now: () => new Date(),
      house: async () => shop.server.house,
      out: (text: string) => {
        out += text
      },
    }
    // the parts of a context that this command reads
    await linkPreferences.run({ positionals: [given], values: {} }, context as unknown as CommandContext)
    return JSON.parse(out).url
  }

  test('makes the link of that very address, however it is written', async () => {
    const { email } = await somebody({ phone: '+15550004444' })
    const byMail = await run(` P${count}@Example.com `.trim())
    expect(byMail).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/preferences\//)
    await submit(byMail, { on: ['email:marketing'] })
    expect(await shop.state(email, 'email')).toBe('granted')
    const byPhone = await (await fetch(await run('+1 555 000 4444'))).text()
    expect(byPhone).toMatch(/id="email-clienteling"[^>]* disabled/) // a number is no control of the mailbox
  })

  test('of nobody is one clear line', async () => {
    await expect(run('nobody@example.com')).rejects.toThrow('no customer has the email "nobody@example.com"')
  })
})

describe('one-click unsubscribe (RFC 8058)', () => {
  const link = (customerId: string) =>
    shop.link({ kind: 'unsubscribe', customerId, channel: 'email', purposes: ['marketing', 'clienteling'] })

  test('a GET changes nothing; a POST without session or cookie does; twice is once', async () => {
    const { email } = await somebody()
    await said(shop, email, 'email', 'granted')
    expect((await fetch(link(email))).status).toBe(200)
    await fetch(link(email), { method: 'HEAD' })
    expect(await shop.state(email, 'email')).toBe('granted')
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post(link(email), 'List-Unsubscribe=One-Click', type)).status).toBe(200)
    expect(await shop.state(email, 'email')).toBe('denied')
    expect(await shop.state(email, 'email', 'clienteling')).toBe('denied')
    expect(await shop.state(email, 'email', 'transactional')).toBe('unknown')
    const entries = await entriesOf(shop.store.db, [email], { channel: 'email' })
    expect(entries.filter((entry) => entry.source === 'one_click')).toHaveLength(2)
  })

  test('a yes given later is taken back by the same link', async () => {
    const { email } = await somebody()
    await post(link(email), 'List-Unsubscribe=One-Click')
    const centre = shop.link({ kind: 'preferences', customerId: email })
    await submit(centre, { on: ['email:marketing'] })
    expect(await shop.state(email, 'email')).toBe('granted')
    await post(link(email), 'List-Unsubscribe=One-Click')
    expect(await shop.state(email, 'email')).toBe('denied')
  })

  test('holds for everybody who is that person', async () => {
    const { email, phone } = await somebody({ phone: '+15550001111' })
    await post(link(email), 'List-Unsubscribe=One-Click')
    expect(await shop.state(phone ?? '', 'email')).toBe('denied')
  })
})

describe('a double opt-in', () => {
  test('waits until the link that was sent to the address is confirmed by POST', async () => {
    const { email } = await somebody({ country: 'DE' })
    expect(await regionOfCustomer(shop.store.db, email)).toBe('DE')
    const link = shop.link({ kind: 'confirm', customerId: email, channel: 'email', purposes: ['marketing'] })
    expect((await fetch(link)).status).toBe(200)
    expect(await shop.state(email, 'email')).toBe('unknown')
    expect((await post(link, '')).status).toBe(200)
    const line = (await consentOf(shop.store.db, email)).lines.find(
      (entry) => entry.channel === 'email' && entry.purpose === 'marketing',
    )
    expect(line).toMatchObject({ state: 'granted', source: 'double_opt_in' })
    expect(line?.addresses).toHaveLength(1)
  })
})

describe('the form', () => {
  test('saved as it is, writes nothing', async () => {
    const { email } = await somebody({ country: 'US' })
    const answer = await submit(shop.link({ kind: 'preferences', customerId: email }), {})
    expect(answer.status).toBe(303)
    expect(await entriesOf(shop.store.db, [email])).toEqual([])
  })

  test('a stop that came in while the page was open is not undone by saving it', async () => {
    const { email } = await somebody()
    await said(shop, email, 'email', 'granted')
    const url = shop.link({ kind: 'preferences', customerId: email })
    const html = await (await fetch(url)).text()
    expect(html).toContain('name="was" value="email:marketing"')
    await post(
      shop.link({ kind: 'unsubscribe', customerId: email, channel: 'email', purposes: ['marketing'] }),
      'List-Unsubscribe=One-Click',
    )
    await post(url, 'action=save&pause=none&was=email:marketing&on=email:marketing')
    expect(await shop.state(email, 'email')).toBe('denied')
  })

  test('grants only for the address that the link was sent to', async () => {
    const { email, phone } = await somebody({ phone: '+15550002222' })
    const url = shop.link({ kind: 'preferences', customerId: email })
    await submit(url, { on: ['email:marketing', 'sms:marketing', 'whatsapp:marketing', 'push:marketing'] })
    const states = await Promise.all(
      ['email', 'sms', 'whatsapp', 'push'].map((channel) => shop.state(email, channel)),
    )
    expect(states).toEqual(['granted', 'unknown', 'unknown', 'unknown'])
    expect(await shop.state(phone ?? '', 'email')).toBe('granted') // one person
  })

  test('stop everything is one button', async () => {
    const { email } = await somebody({ phone: '+15550003333' })
    await said(shop, email, 'email', 'granted')
    const answer = await post(shop.link({ kind: 'preferences', customerId: email }), 'action=stop')
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/done=stopped$/),
    ])
    const { lines } = await consentOf(shop.store.db, email)
    const granted = lines
      .filter((line) => line.state !== 'denied')
      .map((line) => `${line.channel} ${line.purpose}`)
    expect(granted).toEqual(['web transactional', 'web service', 'email transactional'])
  })

  test.each([
    ['action=explode', 'action'],
    ['pause=for+ever', 'pause'],
    ['on=email:everything', 'on'],
    ['frequency_email=hourly', 'frequency_email'],
    [`shoe_size=${'9'.repeat(21)}`, 'shoe_size'],
    [`clothing_size=${encodeURIComponent('<img src=x onerror=alert(1)>')}`, 'clothing_size'],
  ])('with %s is refused, names the field, and keeps nothing', async (body, field) => {
    const { email } = await somebody()
    await said(shop, email, 'email', 'granted')
    const url = shop.link({ kind: 'preferences', customerId: email })
    const answer = await post(url, `was=email:marketing&${body}`)
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
    expect(html).not.toContain('<img')
    expect(await shop.state(email, 'email')).toBe('granted')
  })

  test('speaks the reader’s language: the one chosen, else the browser’s', async () => {
    const { email } = await somebody()
    const url = shop.link({ kind: 'preferences', customerId: email })
    const titles = ['fr-CA,fr;q=0.9', 'pt-BR', 'ja'].map(async (language) => {
      const html = await (await fetch(url, { headers: { 'accept-language': language } })).text()
      return /<title>(.*?) ·/.exec(html)?.[1]
    })
    expect(await Promise.all(titles)).toEqual(['Vos préférences', 'As suas preferências', 'Your preferences'])
    await submit(url, { fields: { language: 'it' } })
    const html = await (await fetch(url, { headers: { 'accept-language': 'fr' } })).text()
    expect(html).toContain('<html lang="it">')
  })
})
