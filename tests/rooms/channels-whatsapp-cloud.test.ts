import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChannelContent, createWhatsappCloudAdapter, type OutgoingMessage } from '#channels/index.ts'
import { outgoing } from '../support/provider-stubs/adapter-bench.ts'
import { type HttpProvider, reply } from '../support/provider-stubs/http-provider.ts'
import { cloudAccount, startCloudStub } from '../support/provider-stubs/whatsapp-cloud-bench.ts'

let stub: HttpProvider
beforeEach(async () => {
  stub = await startCloudStub()
})
afterEach(() => stub.close())

const phone = { kind: 'phone', value: '+15035550142' } as const
const send = (message: OutgoingMessage) =>
  createWhatsappCloudAdapter({ ...cloudAccount, apiVersion: 'v24.0', apiUrl: stub.url, perSecond: 80 }).send(
    message,
  )
const asked = async (content: ChannelContent): Promise<Record<string, unknown>> => {
  await send(outgoing('whatsapp', phone, content))
  return JSON.parse(stub.calls.at(-1)?.body ?? '')
}

describe('what Meta is asked', () => {
  test('a text, by the token, with our reference to hand back', async () => {
    const body = await asked({ type: 'text', text: 'See https://shop.example' })
    expect(stub.calls[0]?.path).toBe('/v24.0/106540352242922/messages')
    expect(stub.calls[0]?.headers).toMatchObject({
      authorization: `Bearer ${cloudAccount.accessToken}`,
      connection: 'close',
    })
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+15035550142',
      type: 'text',
      text: { body: 'See https://shop.example', preview_url: true },
      biz_opaque_callback_data: 'cus_1.out_1.0.1',
    })
  })

  test('a person without a number by the id that is theirs with this business', async () => {
    await send(
      outgoing('whatsapp', { kind: 'whatsapp_id', value: 'US.1349' }, { type: 'text', text: 'Hello' }),
    )
    const body = JSON.parse(stub.calls[0]?.body ?? '')
    expect(body.recipient).toBe('US.1349')
    expect(body).not.toHaveProperty('to')
  })

  test('a picture by its address, with a caption only where there is one', async () => {
    expect(await asked({ type: 'image', url: 'https://x.example/a.png', caption: 'A' })).toMatchObject({
      image: { link: 'https://x.example/a.png', caption: 'A' },
    })
    const bare = await asked({ type: 'image', url: 'https://x.example/a.png', caption: '' })
    expect(bare.image).toEqual({ link: 'https://x.example/a.png' })
  })

  const choices = [
    { id: 'a', title: 'Black' },
    { id: 'b', title: 'Blue', description: 'Like the sea' },
  ]

  test('buttons', async () => {
    const body = await asked({
      type: 'choices',
      style: 'buttons',
      text: 'Which?',
      buttonText: 'Choose',
      choices,
    })
    expect(body.interactive).toEqual({
      type: 'button',
      body: { text: 'Which?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'a', title: 'Black' } },
          { type: 'reply', reply: { id: 'b', title: 'Blue' } },
        ],
      },
    })
  })

  test('a list', async () => {
    const body = await asked({
      type: 'choices',
      style: 'list',
      text: 'Which?',
      buttonText: 'Choose',
      choices,
    })
    expect(body.interactive).toEqual({
      type: 'list',
      body: { text: 'Which?' },
      action: { button: 'Choose', sections: [{ rows: choices }] },
    })
  })

  test('a template: named, numbered, and without parameters', async () => {
    const of = (parameters: { name: string; value: string }[]) =>
      asked({
        type: 'template',
        template: { reference: 'back_in_stock', language: 'en_US', parameters },
        text: '',
      })
    const base = { name: 'back_in_stock', language: { code: 'en_US' } }
    const body = (parameters: object[]) => ({ ...base, components: [{ type: 'body', parameters }] })
    expect((await of([{ name: 'first_name', value: 'Ana' }])).template).toEqual(
      body([{ type: 'text', parameter_name: 'first_name', text: 'Ana' }]),
    )
    expect((await of([{ name: '1', value: 'Ana' }])).template).toEqual(body([{ type: 'text', text: 'Ana' }]))
    expect((await of([])).template).toEqual(base)
  })
})

describe('what it answers', () => {
  const hello = outgoing('whatsapp', phone, { type: 'text', text: 'Hello' })

  test('how long to wait', async () => {
    stub.behave('too_many')
    expect(await send(hello)).toMatchObject({ outcome: 'retry', code: '429', afterMs: 7000 })
  })

  test('our own number that does not exist is a matter of the account', async () => {
    stub.answerWith((_call, response) =>
      reply(response, 400, { error: { message: 'Object does not exist', code: 100, error_subcode: 33 } }),
    )
    expect(await send(hello)).toMatchObject({ outcome: 'rejected', reason: 'configuration', code: '33' })
  })

  test('a gateway that gave up waiting says nothing of the message', async () => {
    stub.answerWith((_call, response) => reply(response, 504, { error: { message: 'timeout', code: 2 } }))
    expect(await send(hello)).toMatchObject({ outcome: 'unknown' })
  })

  test('a redirect is not followed with the token', async () => {
    stub.answerWith((call, response) => {
      if (call.path === '/elsewhere') reply(response, 200, { messages: [{ id: 'wamid.x' }] })
      else reply(response, 307, {}, { location: '/elsewhere' })
    })
    expect(await send(hello)).toMatchObject({ outcome: 'rejected', reason: 'configuration' })
    expect(stub.calls).toHaveLength(1)
  })

  test('half an answer is no answer', async () => {
    stub.answerWith((_call, response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('{"messages":[{"id":"wam')
      setTimeout(() => response.destroy(), 50)
    })
    expect(await send(hello)).toMatchObject({ outcome: 'unknown' })
  })
})
