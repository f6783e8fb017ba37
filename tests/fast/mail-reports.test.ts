import { expect, test } from 'vitest'
import { mailReport } from '../../server/track/mail-reports.ts'

const now = new Date('2026-03-02T10:00:00Z')
const report = (event: string, properties: object, more: object = {}) =>
  mailReport({ type: 'track', event, properties, ...more }, now)

test('a mail service tells what became of a mail by its Message-ID', () => {
  expect(report('Email Delivered', { email_id: '<out_1.0@shop.example>' })).toMatchObject([
    {
      provider: 'smtp',
      providerMessageId: 'out_1.0@shop.example',
      status: 'delivered',
      reason: null,
      at: now,
    },
  ])
  const timestamp = '2026-03-01T08:00:00Z'
  expect(report('Email Opened', { email_id: 'out_1.0@shop.example' }, { timestamp })).toMatchObject([
    { status: 'read', at: new Date(timestamp) },
  ])
})

test('a bounce for good says that the address is dead, a passing one says nothing of it', () => {
  const email_id = 'out_1.0@shop.example'
  for (const type of ['hard', 'Permanent', undefined])
    expect(report('Email Bounced', { email_id, type })).toMatchObject([
      { status: 'failed', reason: 'unreachable' },
    ])
  for (const type of ['soft', 'Transient'])
    expect(report('Email Bounced', { email_id, type })).toMatchObject([
      { status: 'failed', reason: null, code: type },
    ])
})

test('what names no mail of ours, or is about something else, says nothing', () => {
  expect(report('Email Bounced', {})).toEqual([])
  expect(report('Email Bounced', { email_id: 'x' })).toEqual([])
  expect(report('Email Link Clicked', { email_id: 'a@b' })).toEqual([])
  expect(report('toString', { email_id: 'a@b' })).toEqual([])
  expect(mailReport(null, now)).toEqual([])
})
