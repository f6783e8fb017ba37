import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import type { StaffMessage } from '#contract/staff-api.ts'
import { fillTemplate, parametersIn } from '#contract/templates.ts'
import { firstName } from '../../inbound/outreach/draft.ts'
import { standingOf } from '../../inbound/outreach/may-send.ts'
import { withMessage } from '../../staff-console/conversations/timeline.ts'
import { fillIn } from '../../staff-console/templates/fill-in.ts'

const later = new Date('2026-11-20T20:00:00Z')
const yes = { gate: 'suppression', allowed: true, reason: null, words: '', until: null }
const held = {
  gate: 'quiet_hours',
  allowed: false,
  reason: 'quiet_hours',
  words: 'Quiet hours',
  until: later,
}
const shut = {
  gate: 'channel_rules',
  allowed: false,
  reason: 'window_closed',
  words: 'A template',
  until: null,
}
const no = { gate: 'consent', allowed: false, reason: 'denied', words: 'They said no', until: null }

test('a no that cannot be waited for stands before all others, whatever the order', () => {
  const answers = [yes, held, shut, no]
  fc.assert(
    fc.property(fc.shuffledSubarray(answers), (some) => {
      const { standing, words, until } = standingOf('whatsapp', '+49151', some)
      if (some.includes(no)) expect([standing, words, until]).toEqual(['refused', 'They said no', null])
      else if (some.includes(shut)) expect(standing).toBe('template_only')
      else expect(standing).toBe(some.includes(held) ? 'held' : 'open')
      if (!some.includes(no) && some.includes(held)) expect(until).toBe(later.toISOString())
    }),
  )
})

test('nobody is shown the name of a chat’s session or a push token', () => {
  for (const channel of ['web', 'push'] as const)
    expect(standingOf(channel, 'secret-token', [yes]).address).toBeNull()
  expect(standingOf('sms', '+49151', [yes]).address).toBe('+49151')
})

test.each([
  ['Anna Berg', 'Anna'],
  ['Jean-Luc Picard', 'Jean-Luc'],
  ['  ada  ', 'ada'],
  ['A. Berg', null],
  ['+49 151 12345678', null],
  ['<b>Anna</b>', null],
  ['', null],
  [null, null],
])('%j is greeted as %j', (name, first) => expect(firstName(name)).toBe(first))

test('the console shows a template as the server fills it', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 }), (pairs) => {
      const body = `Hello ${pairs.map(([name]) => `{{${name}}} and`).join(' ')} more.`
      const values = Object.fromEntries(pairs)
      const filled = fillTemplate({ body, parameters: parametersIn(body) }, values)
      expect(filled.ok && filled.text).toBe(fillIn(body, values))
      expect(fillIn(body, {})).toBe(body)
    }),
  )
})

test('what became of a message is news at the same rev, and an answer without it is none', () => {
  const message: Message = {
    messageId: 'msg_1',
    conversationId: 'con_1',
    seq: 1,
    rev: 1,
    sender: 'associate',
    staffName: 'Jonas',
    text: 'Hello.',
    parts: [],
    status: 'complete',
    clientMessageId: null,
    createdAt: '2026-11-20T10:00:00.000Z',
  }
  const read: StaffMessage = { ...message, delivery: { state: 'read', words: '', at: null } }
  expect(withMessage([message], read)).toEqual([read])
  expect(withMessage([read], message)).toEqual([read])
  expect(withMessage([read], { ...message, rev: 0 })).toEqual([read])
  expect(withMessage([read], { ...message, rev: 2 })[0]?.rev).toBe(2)
})
