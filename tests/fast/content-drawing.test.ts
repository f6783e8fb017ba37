import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCompose } from '#channels/index.ts'
import { type ContentTemplateInput, contentTemplateInput } from '#contract/content-templates.ts'
import {
  countdownPicture,
  type DrawnFrom,
  type Feed,
  languageFor,
  renderContent,
  timeLeft,
  variantAt,
} from '#domain/content/index.ts'

const feed: Feed = {
  now: new Date('2026-11-20T12:00:00Z'),
  locale: 'en-US',
  timeZone: 'UTC',
  shopName: 'Ridgeline',
  home: 'https://shop.example/',
  person: { firstName: null, tier: null, points: null, nextTier: null, pointsToNext: null },
  given: {},
  about: [],
  product: () => undefined,
  picks: new Map(),
  cart: null,
  order: null,
  offer: null,
  reviews: new Map(),
  creative: () => null,
  reorderPath: null,
  preferencesUrl: null,
  countdownUrl: () => 'https://talk.shop.example/countdown/1.png',
  whatsappTemplate: () => null,
  link: ({ url }) => url,
}

const drawnFrom = (given: Partial<ContentTemplateInput>): DrawnFrom => {
  const { modules, ...rest } = contentTemplateInput.parse({
    name: 'test',
    title: 'Test',
    purpose: 'marketing',
    languages: ['en', 'de'],
    channels: ['email', 'sms', 'whatsapp', 'push', 'web', 'site'],
    subject: { en: 'Hello' },
    short: { en: 'Hello' },
    ...given,
  })
  return { ...rest, modules: modules.flatMap((module) => (module.type === 'shared' ? [] : [module])) }
}

const asked = { language: 'en', variant: null, claims: [], windowOpen: true }
const compose = createCompose({ whatsapp: 'sandbox' })
const context = {
  shopName: 'Ridgeline',
  baseUrl: 'https://talk.shop.example',
  locale: 'en-US',
  accentColor: '#1f5f5b',
  unsubscribeUrl: 'https://talk.shop.example/u/1',
  postalAddress: 'Ridgeline, Boulder',
  senderName: 'Ridgeline',
}

describe('places', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '{{shop}}',
      '{{offer.code|x}}',
      '<script>alert(1)</script>',
      '**x**',
      '[a](https://evil.example)',
      '$&',
      '$1',
      'https://evil.example/x',
      '\u202Eabc',
      'a\nb\rc\u2028d',
      '\0',
    ),
  )

  test('are filled once, whatever stands in a value: nothing is left over and nothing is read twice', () => {
    const template = drawnFrom({
      subject: { en: 'For {{store|you}}' },
      short: { en: 'A {{store|you}} B {{season|now}} C' },
      modules: [{ type: 'text', key: 'hello', text: { en: 'A {{store|you}} B {{season|now}} C' } }],
    })
    fc.assert(
      fc.property(value, value, (store, season) => {
        const filled = { ...feed, given: { store, season } }
        for (const channel of ['email', 'sms', 'whatsapp', 'web', 'push'] as const) {
          const rendered = renderContent(template, { ...asked, channel }, filled)
          if (!rendered.ok) throw new Error(rendered.reason)
          const { text } = rendered.content
          expect(text).toMatch(/^A [^\n]* B [^\n]* C/)
          // a place that came in by a value is words: it reads as it was written, and no offer stands there
          expect(text).not.toContain('Ridgeline')
          // no marks of Markdown and no address: nothing that a channel would make a link or bold of
          expect(text).not.toMatch(/\*\*|\]\(|:\/\/evil|[\u202a-\u202e\u2066-\u2069\0]/)
        }
      }),
    )
  })

  test('become no markup in a mail', () => {
    const template = drawnFrom({
      subject: { en: '{{store|x}}' },
      modules: [
        { type: 'heading', key: 'head', text: { en: '{{store|x}}' } },
        { type: 'text', key: 'text', text: { en: '{{store|x}}' } },
        {
          type: 'button',
          key: 'go',
          label: { en: '{{store|x}}' },
          target: { to: 'page', path: '/', app: true },
        },
        { type: 'footer', key: 'foot', text: { en: '{{store|x}}' } },
      ],
    })
    fc.assert(
      fc.property(value, (store) => {
        const rendered = renderContent(
          template,
          { ...asked, channel: 'email' },
          { ...feed, given: { store } },
        )
        if (!rendered.ok) throw new Error(rendered.reason)
        const composed = compose({ channel: 'email', content: rendered.content, template: null, context })
        const [mail] = composed.ok ? composed.contents : []
        if (mail?.type !== 'email') throw new Error('no mail')
        expect(mail.html).not.toMatch(/<script|<b>|href="https:\/\/evil/i)
        expect(mail.subject).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

describe('a message', () => {
  test('is drawn in the reader’s language, else the shop’s, else its first', () => {
    const template = drawnFrom({ modules: [{ type: 'text', key: 'a', text: { en: 'Hello', de: 'Hallo' } }] })
    expect(languageFor(template, 'de-AT', 'en-US')).toBe('de')
    expect(languageFor(template, 'fr-FR', 'de-DE')).toBe('de')
    expect(languageFor(template, null, 'fr-FR')).toBe('en')
    const german = renderContent(
      template,
      { ...asked, channel: 'web', language: 'de' },
      { ...feed, locale: 'de-DE' },
    )
    expect(german.ok && german.content.text).toBe('Hallo')
  })

  test('says days as the reader writes them', () => {
    const template = drawnFrom({
      modules: [{ type: 'text', key: 'a', text: { en: 'Until {{closes_on}}', de: 'Bis {{closes_on}}' } }],
    })
    const until = (language: string, locale: string) => {
      const rendered = renderContent(
        template,
        { ...asked, channel: 'web', language },
        { ...feed, locale, given: { closes_on: '2026-11-26' } },
      )
      return rendered.ok && rendered.content.text
    }
    expect(until('en', 'en-US')).toBe('Until November 26')
    expect(until('de', 'de-DE')).toBe('Bis 26. November')
  })

  test('keeps to the channels of its modules, and is not drawn for one it was not written for', () => {
    const template = drawnFrom({
      channels: ['email', 'web'],
      modules: [
        { type: 'text', key: 'a', text: { en: 'Everywhere' } },
        { type: 'text', key: 'b', text: { en: 'In mails' }, channels: ['email'] },
      ],
    })
    const chat = renderContent(template, { ...asked, channel: 'web' }, feed)
    expect(chat.ok && chat.content.text).toBe('Everywhere')
    expect(renderContent(template, { ...asked, channel: 'sms' }, feed)).toMatchObject({
      reason: 'not_on_this_channel',
    })
  })

  test('goes outside the 24 hours by the approved template alone, its places filled', () => {
    const template = drawnFrom({
      whatsapp: { template: 'back', parameters: { first_name: '{{first_name|friend}}' } },
      modules: [{ type: 'text', key: 'a', text: { en: 'Free words' } }],
    })
    const closed = { ...asked, channel: 'whatsapp' as const, windowOpen: false }
    const approved = {
      ...feed,
      whatsappTemplate: () => ({ templateId: 'tpl_1', parameters: ['first_name', 'shop'] }),
    }
    expect(renderContent(template, closed, approved)).toMatchObject({
      content: {
        text: '',
        parts: [],
        template: { templateId: 'tpl_1', parameters: { first_name: 'friend', shop: 'Ridgeline' } },
      },
    })
    expect(renderContent(template, { ...closed, windowOpen: true }, approved)).toMatchObject({
      content: { text: 'Free words' },
    })
  })

  test('says which value it lacks rather than leaving a gap', () => {
    const template = drawnFrom({
      modules: [{ type: 'text', key: 'a', text: { en: 'See you in {{store}}' } }],
    })
    expect(renderContent(template, { ...asked, channel: 'web' }, feed)).toEqual({
      ok: false,
      reason: 'missing_value',
      detail: 'store',
    })
  })

  test('gives each variant its share of readers and its words', () => {
    const template = drawnFrom({
      modules: [{ type: 'text', key: 'a', text: { en: 'First' } }],
      variants: [{ name: 'b', share: 25, texts: { a: { en: 'Second' } } }],
    })
    const places = Array.from(
      { length: 1000 },
      (_, at) => variantAt(template.variants, at / 1000)?.name ?? null,
    )
    expect(places.filter((name) => name === 'b')).toHaveLength(250)
    const variant = template.variants[0] ?? null
    const rendered = renderContent(template, { ...asked, channel: 'web', variant }, feed)
    expect(rendered.ok && rendered.content.text).toBe('Second')
  })

  test('a mail shows every block, its text part says the same', () => {
    const template = drawnFrom({
      preheader: { en: 'A look inside' },
      modules: [
        {
          type: 'heading',
          key: 'h',
          text: { en: 'Welcome' },
          colours: { ink: '#ffffff', ground: '#1f5f5b' },
        },
        { type: 'picture', key: 'p', source: { from: 'url', url: '/a.jpg' }, alt: { en: 'A tent at dusk' } },
        { type: 'text', key: 't', text: { en: 'Some **words**' } },
        { type: 'button', key: 'b', label: { en: 'Go' }, target: { to: 'page', path: '/new', app: true } },
        { type: 'divider', key: 'd' },
        { type: 'countdown', key: 'c', until: '2026-11-30T00:00:00Z', fallback: { en: 'Until November 30' } },
        { type: 'countdown', key: 'over', until: '2026-11-01T00:00:00Z', fallback: { en: 'Long over' } },
        { type: 'footer', key: 'f', text: { en: 'You get this because you asked' } },
      ],
    })
    const rendered = renderContent(template, { ...asked, channel: 'email' }, feed)
    if (!rendered.ok) throw new Error(rendered.reason)
    const composed = compose({ channel: 'email', content: rendered.content, template: null, context })
    const [mail] = composed.ok ? composed.contents : []
    if (mail?.type !== 'email') throw new Error('no mail')
    expect(mail.html).toContain('A look inside')
    expect(mail.html).toContain('src="https://shop.example/a.jpg" alt="A tent at dusk"')
    expect(mail.html).toContain('background:#1f5f5b;color:#ffffff')
    expect(mail.html).toContain('href="https://shop.example/new"')
    expect(mail.html).toContain('src="https://talk.shop.example/countdown/1.png" alt="Until November 30"')
    expect(mail.html).not.toContain('Long over')
    for (const said of [
      'Welcome',
      'A tent at dusk',
      'Some words',
      'Go: https://shop.example/new',
      'Until November 30',
    ])
      expect(mail.text).toContain(said)
  })
})

describe('a countdown', () => {
  const until = new Date('2026-11-22T14:05:30Z')
  test('says what is left, and nothing less than nothing', () => {
    expect(timeLeft(until, new Date('2026-11-20T00:00:00Z'))).toBe('2d 14:05:30')
    expect(timeLeft(until, new Date('2027-01-01T00:00:00Z'))).toBe('0d 00:00:00')
    expect(timeLeft(new Date(8.6e14), new Date(0))).toMatch(/^999d/)
  })

  test('is a picture that a browser reads, and another one a second later', () => {
    const colours = { ink: '#26231f', ground: '#f5f3f0' }
    const at = (seconds: number) =>
      countdownPicture(until, new Date(1_795_000_000_000 + seconds * 1000), colours)
    expect(at(0).subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
    expect(at(0).subarray(12, 16).toString('latin1')).toBe('IHDR')
    expect(at(0).equals(at(0))).toBe(true)
    expect(at(0).equals(at(1))).toBe(false)
    expect(at(0).length).toBeLessThan(1000)
  })
})
