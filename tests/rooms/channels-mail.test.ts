import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createSmtpAdapter, type OutgoingMessage } from '#channels/index.ts'
import { headersOf, type MailServer, openMailServer, partOf } from '../support/mail-server.ts'

const from = { name: 'Heron & Väle', address: 'hello@shop.example' }
const startedAt = new Date('2026-03-02T10:00:00Z')
let count = 0

function mail(to: string, more: { subject?: string; unsubscribe?: string } = {}): OutgoingMessage {
  count += 1
  return {
    reference: { outboxId: `out_${count}`, customerId: 'cus_1', part: 0, attempt: 1, startedAt },
    to: { channel: 'email', kind: 'email', value: to },
    content: {
      type: 'email',
      subject: more.subject ?? 'Ihr Mantel ist da',
      text: 'Guten Tag – er ist da.\n',
      html: '<p>Guten Tag – er ist da.</p>',
      unsubscribe: more.unsubscribe === undefined ? null : { url: more.unsubscribe },
    },
  }
}

describe('mail by SMTP', async () => {
  const server = await openMailServer()
  const open = (target: MailServer, silenceMs = 2000) =>
    createSmtpAdapter({ url: target.url, from, replyTo: 'team@shop.example', silenceMs })
  const adapter = open(server)
  afterAll(async () => {
    await adapter.close()
    await server.close()
  })
  beforeEach(() => {
    server.behaviour = {}
    server.arrived.length = 0
  })

  test('arrives as text and HTML, with our id and a way to unsubscribe in one click', async () => {
    const url = `https://shop.example/u/${'eyJjbGFpbXMiOnsia2luZCI6InVuc3Vic2NyaWJlIn0'.repeat(6)}`
    const sent = await adapter.send(mail('ann+news@example.com', { unsubscribe: url }))
    expect(sent).toMatchObject({ outcome: 'accepted', providerMessageId: `out_${count}.0@shop.example` })
    const [arrived] = server.arrived
    const headers = headersOf(arrived?.raw ?? '')
    expect(arrived).toMatchObject({ from: 'hello@shop.example', to: ['ann+news@example.com'] })
    expect(headers.get('list-unsubscribe')).toEqual([`<${url}>`])
    expect(headers.get('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
    expect(headers.get('message-id')).toEqual([`<out_${count}.0@shop.example>`])
    expect(headers.get('reply-to')).toEqual(['team@shop.example'])
    expect(partOf(arrived?.raw ?? '', 'text/plain')).toContain('Guten Tag – er ist da.')
    expect(partOf(arrived?.raw ?? '', 'text/html')).toContain('<p>Guten Tag – er ist da.</p>')
  })

  test('a message that can be ended by nobody has no such headers', async () => {
    await adapter.send(mail('ann@example.com'))
    expect([...headersOf(server.arrived[0]?.raw ?? '').keys()]).not.toContain('list-unsubscribe')
  })

  test('a subject with line breaks begins no header of its own', async () => {
    await adapter.send(mail('ann@example.com', { subject: 'Hello\r\nBcc: eve@example.com\n\nYours' }))
    const headers = headersOf(server.arrived[0]?.raw ?? '')
    expect(headers.get('subject')).toEqual(['Hello Bcc: eve@example.com Yours'])
    expect(headers.has('bcc')).toBe(false)
    expect(server.arrived[0]?.to).toEqual(['ann@example.com'])
  })

  test('an address that is none, or is two, never reaches the server', async () => {
    for (const bad of ['ann', 'ann@', 'ann@x.example, eve@x.example', 'a\r\nRCPT TO:<e@x.example>@x', ''])
      expect(await adapter.send(mail(bad))).toMatchObject({ outcome: 'rejected', reason: 'invalid_address' })
    expect(server.arrived).toEqual([])
  })

  test('a domain in other letters arrives in its ASCII form', async () => {
    expect(await adapter.send(mail('ann@bücher.example'))).toMatchObject({ outcome: 'accepted' })
    expect(headersOf(server.arrived[0]?.raw ?? '').get('to')).toEqual(['ann@xn--bcher-kva.example'])
  })

  test.each([
    ['rcpt', '450 4.2.1 Mailbox busy', { outcome: 'retry', code: '4.2.1' }],
    ['rcpt', '421 4.3.2 Going down', { outcome: 'retry' }],
    ['rcpt', '550 5.1.1 No such user', { outcome: 'rejected', reason: 'invalid_address', code: '5.1.1' }],
    ['rcpt', '550 5.2.1 Mailbox disabled', { outcome: 'rejected', reason: 'unreachable' }],
    ['rcpt', '550 No', { outcome: 'rejected', reason: 'unreachable', code: '550' }],
    ['rcpt', '550 5.7.1 Blocked by the recipient', { outcome: 'rejected', reason: 'blocked' }],
    ['data', '451 4.3.0 Try later', { outcome: 'retry', code: '4.3.0' }],
    ['data', '554 5.7.1 Looks like spam', { outcome: 'rejected', reason: 'blocked' }],
    ['data', '552 5.3.4 Too large', { outcome: 'rejected', reason: 'content' }],
  ] as const)('%s answered with "%s"', async (at, line, expected) => {
    server.behaviour = { [at]: line }
    expect(await adapter.send(mail('ann@example.com'))).toMatchObject(expected)
    server.behaviour = {}
    expect(await adapter.send(mail('ann@example.com'))).toMatchObject({ outcome: 'accepted' })
  })

  test('a line that breaks after the message was given leaves it unknown, and it is given once', async () => {
    server.behaviour = { afterData: 'drop' }
    expect(await adapter.send(mail('ann@example.com'))).toMatchObject({ outcome: 'unknown' })
    server.behaviour = {}
    expect(await adapter.send(mail('ann@example.com'))).toMatchObject({ outcome: 'accepted' })
    expect(server.arrived).toHaveLength(2)
  })

  test('a server that falls silent after the message leaves it unknown', async () => {
    const silent = await openMailServer()
    const impatient = open(silent, 300)
    silent.behaviour = { afterData: 'silence' }
    expect(await impatient.send(mail('ann@example.com'))).toMatchObject({ outcome: 'unknown' })
    await impatient.close()
    await silent.close()
  })

  test('nobody at the door is worth another try', async () => {
    const gone = await openMailServer()
    await gone.close()
    const lost = open(gone)
    expect(await lost.send(mail('ann@example.com'))).toMatchObject({ outcome: 'retry' })
    await lost.close()
  })

  test('a wrong password is for a person to mend', async () => {
    const guarded = await openMailServer({ password: 'right' })
    const url = guarded.url.replace('smtp://', 'smtp://shop:wrong@')
    const wrong = createSmtpAdapter({ url, from, replyTo: null, silenceMs: 2000 })
    expect(await wrong.send(mail('ann@example.com'))).toMatchObject({
      outcome: 'rejected',
      reason: 'configuration',
    })
    await wrong.close()
    await guarded.close()
  })
})
