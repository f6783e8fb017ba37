import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  readMetaWebhook,
  readReference,
  readTwilioMessage,
  readTwilioStatus,
  writeReference,
} from '#channels/index.ts'

describe('a message by Twilio', () => {
  const sms = { MessageSid: 'SM1', From: '+15035550142', To: '+15035550100', Body: ' Hello ', NumMedia: '0' }
  const whatsapp = {
    MessageSid: 'SM2',
    From: 'whatsapp:+15035550142',
    To: 'whatsapp:+15035550111',
    Body: 'Hello',
    NumMedia: '0',
    WaId: '15035550142',
    ProfileName: 'Ana',
  }

  test('an SMS', () => {
    expect(readTwilioMessage(sms)).toEqual({
      provider: 'twilio',
      providerMessageId: 'SM1',
      channel: 'sms',
      from: { phone: '+15035550142', whatsappId: null, name: null },
      to: '+15035550100',
      text: 'Hello',
      choiceId: null,
      media: [],
      at: null,
      repliesTo: null,
    })
  })

  test('WhatsApp, with a name, a button and what it answers', () => {
    const button = { ButtonText: 'Black', ButtonPayload: 'black', OriginalRepliedMessageSid: 'SM9' }
    expect(readTwilioMessage({ ...whatsapp, Body: 'Black', ...button })).toMatchObject({
      channel: 'whatsapp',
      from: { phone: '+15035550142', whatsappId: '15035550142', name: 'Ana' },
      to: '+15035550111',
      choiceId: 'black',
      repliesTo: 'SM9',
    })
  })

  test('somebody who shows no number is known by their id', () => {
    const hidden = {
      ...whatsapp,
      WaId: undefined,
      From: 'whatsapp:US.1349',
      ExternalUserId: 'whatsapp:US.1349',
    }
    expect(readTwilioMessage(hidden)?.from).toEqual({ phone: null, whatsappId: 'US.1349', name: 'Ana' })
    const onlyId = { ...hidden, From: undefined }
    expect(readTwilioMessage(onlyId)?.from.whatsappId).toBe('US.1349')
    expect(readTwilioMessage({ ...whatsapp, ExternalUserId: 'whatsapp:US.1349' })?.from).toMatchObject({
      phone: '+15035550142',
      whatsappId: 'US.1349',
    })
  })

  test('pictures, places and what nobody knows are not lost', () => {
    const picture = {
      NumMedia: '2',
      MediaUrl0: 'https://m/0',
      MediaContentType0: 'image/jpeg',
      MediaUrl1: 'https://m/1',
    }
    expect(readTwilioMessage({ ...whatsapp, Body: '', ...picture })).toMatchObject({
      text: '',
      media: [
        { url: 'https://m/0', mediaId: null, contentType: 'image/jpeg' },
        { url: 'https://m/1', mediaId: null, contentType: 'application/octet-stream' },
      ],
    })
    const place = { Latitude: '45.52', Longitude: '-122.68', Label: 'Shop', Address: '1 Main St' }
    expect(readTwilioMessage({ ...whatsapp, Body: '', ...place })?.text).toBe(
      '[location] 45.52,-122.68 Shop, 1 Main St',
    )
    expect(readTwilioMessage({ ...whatsapp, Body: '', MessageType: 'contacts' })?.text).toBe('[contacts]')
  })

  test('what has no id, or nobody to answer, is none', () => {
    expect(readTwilioMessage({ ...sms, MessageSid: undefined })).toBeNull()
    expect(readTwilioMessage({ ...sms, From: '26267' })).toBeNull()
    expect(readTwilioMessage({})).toBeNull()
  })
})

describe('a status by Twilio', () => {
  const url = 'https://chat.shop.example/webhooks/twilio/status?ref=cus_1.out_1.2.3'

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
  ])('%s is %s', (MessageStatus, status) => {
    expect(readTwilioStatus({ MessageSid: 'SM1', MessageStatus }, url)).toMatchObject({
      provider: 'twilio',
      providerMessageId: 'SM1',
      status,
      reference: { customerId: 'cus_1', outboxId: 'out_1', part: 2, attempt: 3 },
    })
  })

  test.each(['queued', 'accepted', 'sending', 'scheduled', ''])('%s says nothing', (MessageStatus) => {
    expect(readTwilioStatus({ MessageSid: 'SM1', MessageStatus }, url)).toBeNull()
  })

  test.each([
    ['30003', null],
    ['30004', 'blocked'],
    ['30005', 'unreachable'],
    ['30006', 'unreachable'],
    ['30007', 'blocked'],
    ['30008', null],
    ['63016', 'window_closed'],
    ['63049', 'marketing_limit'],
    ['21610', 'opted_out'],
    ['12345', null],
  ])('failed with %s: %s', (ErrorCode, reason) => {
    expect(readTwilioStatus({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode })).toMatchObject({
      code: ErrorCode,
      reason,
    })
  })

  test('a reference comes back as it went, and nothing else is one', () => {
    const word = fc.stringMatching(/^[a-z]{3}_[A-Za-z0-9]{1,40}$/)
    fc.assert(
      fc.property(word, word, fc.nat(99), fc.nat(99), (customerId, outboxId, part, attempt) => {
        const reference = { customerId, outboxId, part, attempt }
        expect(readReference(writeReference(reference))).toEqual(reference)
      }),
    )
    for (const other of [null, '', 'cus_1', 'a.b.c.d', 'a.b.1.2.3', "a';--.b.1.2"])
      expect(readReference(other)).toBeNull()
  })
})

const metadata = { display_phone_number: '15550783881', phone_number_id: '1065' }
const contact = { profile: { name: 'Ana' }, wa_id: '15035550142', user_id: 'US.1349' }
const base = { from: '15035550142', id: 'wamid.1', timestamp: '1763640000' }
const change = (value: object, field = 'messages') => ({ field, value })
const call = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'waba', changes }],
})
const readOne = (message: object, contacts: object[] = [contact]) =>
  readMetaWebhook(call(change({ messaging_product: 'whatsapp', metadata, contacts, messages: [message] })))
    .messages[0]

describe('a message by Meta', () => {
  test('a text', () => {
    expect(readOne({ ...base, type: 'text', text: { body: 'Grüße' }, context: { id: 'wamid.0' } })).toEqual({
      provider: 'whatsapp_cloud',
      providerMessageId: 'wamid.1',
      channel: 'whatsapp',
      from: { phone: '+15035550142', whatsappId: 'US.1349', name: 'Ana' },
      to: '15550783881',
      text: 'Grüße',
      choiceId: null,
      media: [],
      at: new Date('2025-11-20T12:00:00Z'),
      repliesTo: 'wamid.0',
    })
  })

  test.each([
    [{ type: 'button', button: { text: 'Black', payload: 'p1' } }, 'Black', 'p1'],
    [
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'b', title: 'Blue' } },
      },
      'Blue',
      'b',
    ],
    [
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r', title: 'Red' } } },
      'Red',
      'r',
    ],
    [
      { type: 'location', location: { latitude: 45.5, longitude: -122.6, name: 'Shop' } },
      '[location] 45.5,-122.6 Shop',
      null,
    ],
    [{ type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }, '[reaction] 👍', null],
    [{ type: 'contacts', contacts: [{ name: { formatted_name: 'Ben' } }] }, '[contact] Ben', null],
    [{ type: 'order', order: { text: 'please', product_items: [{}, {}] } }, '[order] 2\nplease', null],
    [{ type: 'unsupported', errors: [{ code: 131051 }] }, '[unsupported]', null],
    [{ type: 'text', text: 'not of its shape' }, '[text]', null],
  ])('%j', (fields, text, choiceId) => {
    expect(readOne({ ...base, ...fields })).toMatchObject({ text, choiceId })
  })

  test.each([
    ['image', 'image/jpeg', 'Like this?'],
    ['audio', 'audio/ogg', ''],
    ['video', 'video/mp4', ''],
    ['document', 'application/pdf', 'the bill'],
    ['sticker', 'image/webp', ''],
  ])('%s', (type, mime, caption) => {
    const file = { id: 'media1', mime_type: mime, ...(caption && { caption }) }
    expect(readOne({ ...base, type, [type]: file })).toMatchObject({
      text: caption,
      media: [{ url: null, mediaId: 'media1', contentType: mime }],
    })
  })

  test('somebody with a username has no number', () => {
    const hidden = { ...base, from: undefined, from_user_id: 'US.1349', type: 'text', text: { body: 'Hi' } }
    const named = { profile: { username: 'ana.shops' }, user_id: 'US.1349' }
    expect(readOne(hidden, [named])?.from).toEqual({ phone: null, whatsappId: 'US.1349', name: 'ana.shops' })
    expect(readOne(hidden, [])?.from).toEqual({ phone: null, whatsappId: 'US.1349', name: null })
  })

  test('several people in one call keep their own names', () => {
    const ben = { profile: { name: 'Ben' }, wa_id: '15035550143' }
    const messages = [
      { ...base, type: 'text', text: { body: 'A' } },
      { ...base, id: 'wamid.2', from: '15035550143', type: 'text', text: { body: 'B' } },
    ]
    const read = readMetaWebhook(call(change({ metadata, contacts: [contact, ben], messages })))
    expect(read.messages.map(({ from, text }) => [from.name, text])).toEqual([
      ['Ana', 'A'],
      ['Ben', 'B'],
    ])
  })

  test('what nobody said is no message', () => {
    for (const type of ['system', 'request_welcome']) expect(readOne({ ...base, type })).toBeUndefined()
    expect(readOne({ ...base, type: 'reaction', reaction: { message_id: 'x', emoji: '' } })).toBeUndefined()
  })

  test('another number of the account is not ours', () => {
    const body = call(
      change({ metadata, contacts: [contact], messages: [{ ...base, type: 'text', text: { body: 'A' } }] }),
    )
    expect(readMetaWebhook(body, '1065').messages).toHaveLength(1)
    expect(readMetaWebhook(body, '9999').messages).toHaveLength(0)
  })

  test('whatever comes, it does not throw, and one bad entry takes no good one with it', () => {
    const good = { ...base, type: 'text', text: { body: 'A' } }
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (bad, worse) => {
        readMetaWebhook(bad)
        readMetaWebhook({ object: 'whatsapp_business_account', entry: [{ changes: [worse] }] })
        const value = { metadata, contacts: [bad], messages: [bad, good, worse], statuses: [bad] }
        const read = readMetaWebhook(call(change(value), { field: bad, value: worse }))
        expect(read.messages.map(({ text }) => text)).toContain('A')
      }),
    )
  })
})

describe('what else Meta tells', () => {
  test('statuses, with the reason and our reference', () => {
    const statuses = [
      {
        id: 'wamid.1',
        status: 'delivered',
        timestamp: '1763640000',
        biz_opaque_callback_data: 'cus_1.out_1.0.1',
      },
      {
        id: 'wamid.2',
        status: 'failed',
        errors: [{ code: 131049, title: 'limit', error_data: { details: 'healthy' } }],
      },
      { id: 'wamid.3', status: 'played' },
      { id: 'wamid.4', status: 'deleted' },
    ]
    const read = readMetaWebhook(call(change({ metadata, statuses }))).statuses
    expect(read).toHaveLength(3)
    expect(read[0]).toMatchObject({ status: 'delivered', reference: { outboxId: 'out_1', part: 0 } })
    expect(read[1]).toMatchObject({
      status: 'failed',
      reason: 'marketing_limit',
      code: '131049',
      text: 'healthy',
    })
    expect(read[2]).toMatchObject({ status: 'read', reason: null })
  })

  const template = {
    message_template_id: 1,
    message_template_name: 'back_in_stock',
    message_template_language: 'en_US',
  }
  test.each([
    ['APPROVED', 'approved', 'NONE', null],
    ['REJECTED', 'rejected', 'INVALID_FORMAT', 'INVALID_FORMAT'],
    ['PAUSED', 'paused', null, null],
    ['DISABLED', 'paused', null, null],
    ['PENDING_DELETION', 'rejected', null, null],
  ])('a template is %s', (event, status, reason, note) => {
    const value = { ...template, event, reason, message_template_category: 'MARKETING' }
    expect(readMetaWebhook(call(change(value, 'message_template_status_update'))).templates).toEqual([
      {
        provider: 'whatsapp_cloud',
        reference: 'back_in_stock',
        language: 'en_US',
        status,
        category: 'marketing',
        note,
      },
    ])
  })

  test('a flag changes nothing, a new category does', () => {
    const flagged = change({ ...template, event: 'FLAGGED' }, 'message_template_status_update')
    const moved = change(
      { ...template, previous_category: 'UTILITY', new_category: 'MARKETING' },
      'template_category_update',
    )
    expect(readMetaWebhook(call(flagged, moved)).templates).toEqual([
      {
        provider: 'whatsapp_cloud',
        reference: 'back_in_stock',
        language: 'en_US',
        status: null,
        category: 'marketing',
        note: null,
      },
    ])
  })
})
