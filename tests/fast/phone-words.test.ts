import { describe, expect, test } from 'vitest'
import type { InboundChannelMessage } from '#channels/index.ts'
import { choicesIn } from '#contract/choices.ts'
import type { Message, MessagePart } from '#contract/message.ts'
import { wordsOf } from '../../inbound/phone/words-of.ts'

const from = { phone: '+4915112345678', whatsappId: null, name: null }
const said = (text: string, more: Partial<InboundChannelMessage> = {}): InboundChannelMessage => ({
  provider: 'test',
  providerMessageId: 'm1',
  channel: 'whatsapp',
  from,
  to: '+49301234567',
  text,
  choiceId: null,
  media: [],
  at: null,
  ...more,
})
let seq = 0
const message = (sender: Message['sender'], parts: MessagePart[] = [], text = 'Which size?'): Message => ({
  messageId: `msg_${++seq}`,
  conversationId: 'con_1',
  seq,
  rev: seq,
  sender,
  staffName: null,
  text,
  parts,
  status: 'complete',
  clientMessageId: null,
  createdAt: '2026-11-20T10:00:00Z',
})
const sizes: MessagePart = {
  type: 'choices',
  choices: ['Small', 'Medium', 'Large'].map((label) => ({ label, text: `Size ${label}` })),
}
const asked = [message('customer'), message('agent', [sizes])]

describe('what a message from a phone says', () => {
  test.each(['2', ' 2. ', '2)', '(2)', '#2', 'nr 2', 'Nr. 2', 'no. 2', 'option 2', 'Number 2', '２'])(
    '%j is the second choice',
    (text) => expect(wordsOf(said(text), asked)).toBe('Size Medium'),
  )

  test.each(['medium', 'MEDIUM.', 'size  medium'])('%j is the choice by its own words', (text) =>
    expect(wordsOf(said(text), asked)).toBe('Size Medium'),
  )

  test.each(['4', '0', '22', '2 please', 'I take 2', 'two'])('%j picks nothing and stays as it is', (text) =>
    expect(wordsOf(said(text), asked)).toBe(text),
  )

  test('a number answers what was said last: after another question it is a number', () => {
    expect(wordsOf(said('2'), [...asked, message('agent', [], 'How many?')])).toBe('2')
    expect(wordsOf(said('2'), [...asked, message('support', [], 'How many?')])).toBe('2')
    expect(wordsOf(said('2'), [...asked, message('system', [], 'Someone will be with you soon.')])).toBe(
      'Size Medium',
    )
    expect(wordsOf(said('2'), [...asked, message('customer', [], 'hm')])).toBe('Size Medium')
    expect(wordsOf(said('2'), [])).toBe('2')
  })

  test('a button or a row says its own id, however old it is; an unknown one says its title', () => {
    const later = [...asked, message('customer'), message('agent', [], 'How many?')]
    expect(wordsOf(said('Medium', { choiceId: 'Size Medium' }), later)).toBe('Size Medium')
    expect(wordsOf(said('Yes', { choiceId: 'gone' }), later)).toBe('Yes')
  })

  test('without choices, the products that were shown are what the numbers count', () => {
    const card = (title: string) => ({ title }) as never
    const shown = message('agent', [{ type: 'products', products: [card('Heron'), card('Wren')] }])
    expect(wordsOf(said('2'), [shown])).toBe('Wren')
    expect(choicesIn([...shown.parts, sizes]).map(({ label }) => label)).toEqual(['Small', 'Medium', 'Large'])
  })

  test('a proposal is in no list: its yes is typed', () => {
    const proposal = { type: 'proposal', proposalId: 'pro_1', summary: 'Cancel', expiresAt: '' } as const
    expect(choicesIn([proposal])).toEqual([])
    expect(wordsOf(said('1'), [message('agent', [proposal])])).toBe('1')
  })

  test('pictures and files become words, beside what was written', () => {
    const media = (...types: string[]) =>
      types.map((contentType) => ({ url: null, mediaId: 'x', contentType }))
    expect(wordsOf(said('', { media: media('image/jpeg') }), [])).toBe('[picture]')
    expect(wordsOf(said('this one', { media: media('image/png', 'IMAGE/png') }), [])).toBe(
      'this one\n[picture]\n[picture]',
    )
    expect(wordsOf(said('', { media: media('audio/ogg', 'video/mp4', 'application/pdf') }), [])).toBe(
      '[voice message]\n[video]\n[document]',
    )
    expect(wordsOf(said(''), [])).toBe('[message that cannot be shown here]')
  })

  test('what is too long is cut, not lost', () => {
    expect(wordsOf(said('x'.repeat(10_000)), [])).toHaveLength(10_000)
    const cut = wordsOf(said('x'.repeat(10_001)), [])
    expect(cut).toHaveLength(10_000)
    expect(cut.endsWith(' […]')).toBe(true)
  })
})
