import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCompose } from '#channels/index.ts'
import type { MessageContent } from '#contract/outbound.ts'
import { card, mailContext, orderPart } from '../support/mail-content.ts'

const compose = createCompose({ whatsapp: 'sandbox' })

function mail(content: Partial<MessageContent>, context = mailContext) {
  const composed = compose({
    channel: 'email',
    content: { text: '', parts: [], ...content },
    template: null,
    context,
  })
  if (!composed.ok) throw new Error(composed.text)
  const [only] = composed.contents
  if (only?.type !== 'email') throw new Error('no mail')
  return only
}

function push(content: Partial<MessageContent>, context = mailContext) {
  const composed = compose({
    channel: 'push',
    content: { text: '', parts: [], ...content },
    template: null,
    context,
  })
  if (!composed.ok) return composed
  const [only] = composed.contents
  if (only?.type !== 'push') throw new Error('no push')
  return only
}

test('HTML and text say the same words, prices and links', () => {
  const { html, text, subject, unsubscribe } = mail({
    subject: 'Wieder da',
    text: 'Guten Tag,\n\nder **Mantel** ist da:\n- in Blau\n- [Pflege](https://shop.example/care)',
    parts: [
      { type: 'products', products: [card('Wollmantel', { listPrice: { amount: 15900, currency: 'EUR' } })] },
      orderPart,
    ],
  })
  expect(subject).toBe('Wieder da')
  expect(unsubscribe).toEqual({ url: 'https://shop.example/u/abc' })
  for (const words of [
    'Guten Tag,',
    '129,00\u00a0€',
    'Statt 159,00\u00a0€',
    'Bestellung W-1043',
    'Erwartet am 5. März 2026',
    'Anna',
    'Abbestellen',
    '20095 Hamburg',
    'https://shop.example/p/Wollmantel',
    'https://dhl.example/1',
    'https://shop.example/u/abc',
  ]) {
    expect(html).toContain(words)
    expect(text).toContain(words)
  }
  expect(html).toContain('<strong>Mantel</strong>')
  expect(html).toContain('<a class="accent" href="https://shop.example/care"')
  expect(html).toContain('src="https://shop.example/pictures/Wollmantel.png" alt="Wollmantel in Blau"')
  expect(html).toMatch(/<html lang="de-DE" dir="ltr">/)
  expect(text).toContain('- in Blau\n- Pflege (https://shop.example/care)')
})

test('nothing that anybody wrote becomes markup, wherever it stands', () => {
  const hostile = fc.constantFrom(
    '<script>x</script>',
    '"><img src=x onerror=y>',
    "' onmouseover='x",
    '</style>',
    '<!--',
  )
  fc.assert(
    fc.property(hostile, fc.string(), (bad, rest) => {
      const text = `${bad}${rest}`
      const { html } = mail(
        {
          subject: text,
          text: `${text}\n**${text}**`,
          parts: [
            {
              type: 'products',
              products: [card(text, { options: text, image: { url: 'https://x.example/1.png', alt: text } })],
            },
          ],
        },
        { ...mailContext, shopName: text || 'x', postalAddress: text, senderName: text },
      )
      if (bad !== '</style>') expect(html.replaceAll('<!doctype', '')).not.toContain(bad)
      expect(html.match(/<script|<img src=x|<!--/g)).toBeNull()
      expect(html.match(/<\/style>/g)).toHaveLength(1)
    }),
  )
})

test('only addresses of the web are linked, and relative ones are made whole', () => {
  const bad = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']
  for (const url of bad) {
    const { html, text } = mail({
      text: `[hier](${url})`,
      parts: [{ type: 'products', products: [card('Mantel', { url, image: { url, alt: '' } })] }],
    })
    expect(html).not.toContain(`href="${url}`)
    expect(html).not.toContain(`src="${url}`)
    expect(text).not.toMatch(/^(javascript|data|file):/m)
  }
})

test('a subject is one line, and the shop’s name where there is none', () => {
  expect(mail({ text: 'x', subject: 'Hello\r\nBcc: eve@example.com' }).subject).toBe(
    'Hello Bcc: eve@example.com',
  )
  expect(mail({ text: 'x' }).subject).toBe('Heron & Vale')
  expect(mail({ text: 'x', subject: 'wort '.repeat(60) }).subject.length).toBeLessThanOrEqual(150)
})

test('without a way to unsubscribe there is no word of it; a shop that writes itself signs once', () => {
  const { html, text, unsubscribe } = mail(
    { text: 'x' },
    { ...mailContext, unsubscribeUrl: null, senderName: 'Heron & Vale' },
  )
  expect(unsubscribe).toBeNull()
  expect(html + text).not.toContain('Abbestellen')
  expect(text).toBe('x\n\n-- \nHeron & Vale GmbH\nMarktgasse 4\n20095 Hamburg\n')
})

test('right to left where the language is', () => {
  expect(mail({ text: 'مرحبا' }, { ...mailContext, locale: 'ar' }).html).toContain(
    '<html lang="ar" dir="rtl">',
  )
})

test('what cannot be a mail or a push is refused with its reason', () => {
  const ask = (channel: 'email' | 'push', content: Partial<MessageContent>) =>
    compose({ channel, content: { text: '', parts: [], ...content }, template: null, context: mailContext })
  for (const channel of ['email', 'push'] as const) {
    expect(ask(channel, {})).toMatchObject({ ok: false, reason: 'empty' })
    expect(ask(channel, { text: ' \n ' })).toMatchObject({ ok: false, reason: 'empty' })
    expect(ask(channel, { template: { templateId: 'tpl_1', parameters: {} } })).toMatchObject({
      reason: 'template_wrong_channel',
    })
  }
  expect(ask('email', { text: 'x'.repeat(120_000) })).toMatchObject({ ok: false, reason: 'too_long' })
})

test('a push is a title, a line or two, a link and a picture', () => {
  const parts: MessageContent['parts'] = [{ type: 'products', products: [card('Mantel')] }]
  expect(push({ text: 'Er ist **wieder** da', parts })).toEqual({
    type: 'push',
    title: 'Anna',
    body: 'Er ist wieder da',
    url: 'https://shop.example/p/Mantel',
    image: 'https://shop.example/pictures/Mantel.png',
  })
  expect(push({ parts })).toMatchObject({ body: 'Mantel, 129,00 €' })
  expect(push({ text: 'Mehr: https://shop.example/care.' })).toMatchObject({
    url: 'https://shop.example/care',
    image: null,
  })
})

test('a push is cut between words, never inside a character, and fits its service', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }), (text) => {
      const drawn = push({ text: `Neu: ${text}`, subject: `Neu ${text}` })
      if (!('type' in drawn)) throw new Error('refused')
      expect(drawn.title.length).toBeLessThanOrEqual(65)
      expect(drawn.body.length).toBeLessThanOrEqual(240)
      expect(drawn.body).not.toMatch(/\p{Surrogate}/u)
      expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThan(3500)
    }),
  )
  for (const before of ['', 'a'])
    expect(push({ text: `${before}${'😀'.repeat(200)}` })).toMatchObject({
      body: expect.not.stringMatching(/\p{Surrogate}/u),
    })
  const long = push({ text: `${'wort '.repeat(60)}ende` })
  expect(long).toMatchObject({ body: `${'wort '.repeat(47).trim()}…` })
  const far = card('Mantel', { url: `https://shop.example/${'a'.repeat(4000)}` })
  expect(push({ parts: [{ type: 'products', products: [far] }] })).toMatchObject({
    ok: false,
    reason: 'too_long',
  })
})
