import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyMadeMessages, saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { readPhoto, rightsVersion, submitUgc, ugcSubmission } from '#domain/ugc/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { addPerson } from '../support/people-story.ts'
import { png } from '../support/photos.ts'
import { at, request, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let lea: StaffClient
let mia: StaffClient
let jonas: StaffClient
let anna = ''

const hello = {
  name: 'hello_again',
  title: 'Hello again',
  purpose: 'marketing',
  languages: ['en'],
  channels: ['email', 'sms'],
  subject: { en: 'Hello {{first_name|there}}' },
  short: { en: '{{shop}}: come by. {{opt_out}}' },
  modules: [
    { type: 'heading', key: 'head', text: { en: 'Hello {{first_name|there}}' } },
    { type: 'products', key: 'goods', source: { from: 'given' }, otherwise: 'leave_out' },
    { type: 'offer', key: 'gift', text: { en: '{{offer.value}} off: {{offer.code}}' } },
  ],
}

beforeAll(async () => {
  server = await startTestServer(await openTestStore(), {
    env: { LOG_LEVEL: 'silent', POSTAL_ADDRESS: 'Shop, Main Street 1, Springfield' },
  })
  lea = await signedIn(server, ['crm'], 'Lea')
  mia = await signedIn(server, ['support'], 'Mia')
  jonas = await signedIn(server, ['associate'], 'Jonas')
  const { db } = server.house
  anna = await addPerson(db, { email: 'anna@example.com', name: 'Anna Berg' }, new Date())
  const variant = { variantId: 'rug-1', price: { amount: 4900, currency: 'USD' }, stockOnline: 3 }
  const rug = { productId: 'rug', title: 'Wool rug', url: 'https://shop.example/rug', variants: [variant] }
  await importProducts(db, [rug], { source: 'test', now: new Date() })
})
afterAll(() => server.close())

const create = async (content: object) => lea.call('post', '/api/messages', { body: { content } })

describe('messages of the console', () => {
  test('a draft is written, linted, approved, and changed into the next version', async () => {
    const made = await create(hello)
    expect(made.status).toBe(201)
    const id = String(at(made.body, 'contentTemplateId'))
    const bad = { ...hello, short: { en: 'Guaranteed. {{opt_out}}' } }
    await lea.call('put', `/api/messages/${id}`, { body: { content: bad, rev: 1 } })
    const barred = await lea.call('post', `/api/messages/${id}/approve`, { body: { version: 1, rev: 2 } })
    expect([barred.status, JSON.stringify(at(barred.body, 'errors'))]).toEqual([
      409,
      expect.stringContaining('short.en'),
    ])
    await lea.call('put', `/api/messages/${id}`, { body: { content: hello, rev: 2 } })
    const live = await lea.call('post', `/api/messages/${id}/approve`, { body: { version: 1, rev: 3 } })
    expect(live.status).toBe(200)
    const again = await lea.call('put', `/api/messages/${id}`, {
      body: { content: { ...hello, title: 'Hello, you' }, rev: 0 },
    })
    expect(at(again.body, 'version')).toBe(2)
    const stale = await lea.call('put', `/api/messages/${id}`, { body: { content: hello, rev: 7 } })
    expect(stale.status).toBe(409)
    const page = await mia.call('get', `/api/messages/${id}`)
    expect(at(page.body, 'versions', 1, 'status')).toBe('live')
    expect(at(page.body, 'versions', 1, 'approvedByName')).toBe('Lea')
    const list = await lea.call('get', '/api/messages')
    expect([at(list.body, 'messages', 0, 'live'), at(list.body, 'messages', 0, 'draft')]).toEqual([1, 2])
    expect((await lea.call('post', `/api/messages/${id}/withdraw`, { body: { version: 1 } })).status).toBe(
      204,
    )
  })

  test('what is wrong is said by field, and nothing is kept of it', async () => {
    const answer = await create({ ...hello, name: 'Not a slug', modules: [] })
    expect(answer.status).toBe(400)
    const paths = JSON.stringify(at(answer.body, 'errors'))
    expect(paths).toContain('"name"')
    expect(paths).toContain('"modules"')
    const checked = await lea.call('post', '/api/messages/check', {
      body: { content: { ...hello, subject: { en: '{{name}}' } } },
    })
    expect(JSON.stringify(at(checked.body, 'findings'))).toContain('unknown_field')
  })

  test('a preview shows each customer what they would get, what fell back, and writes nothing', async () => {
    const asked = { content: hello, customerIds: [anna], channels: ['email', 'sms'], productIds: ['rug'] }
    const answer = await mia.call('post', '/api/messages/preview', { body: asked })
    expect(answer.status).toBe(200)
    const mail = at(answer.body, 'previews', 0)
    expect(at(mail, 'contents', 0, 'subject')).toBe('Hello Anna')
    expect(at(mail, 'products', 0)).toMatchObject({ title: 'Wool rug', price: { amount: 4900 } })
    expect(at(mail, 'fellBack')).toEqual(['gift'])
    expect(String(at(mail, 'html'))).toContain('data-style="')
    expect(String(at(mail, 'html'))).not.toMatch(/<[^>]*\sstyle="/)
    expect(at(answer.body, 'previews', 1, 'segments')).toBeGreaterThan(0)
    const nobody = await lea.call('post', '/api/messages/preview', {
      body: { ...asked, customerIds: [anna, anna, anna, anna] },
    })
    expect(nobody.status).toBe(400)
  })

  test('every ready-made message is checked without an error of its own', async () => {
    for (const { content } of readyMadeMessages.slice(0, 4)) {
      const checked = await lea.call('post', '/api/messages/check', { body: { content } })
      expect([content.name, checked.status]).toEqual([content.name, 200])
    }
  })

  test('without a model nothing is drafted, and the form hears so', async () => {
    const choices = await lea.call('get', '/api/message-choices')
    expect(at(choices.body, 'drafts')).toBe(false)
    const draft = await lea.call('post', '/api/messages/draft', {
      body: { kind: 'subjects', brief: 'rugs are back', language: 'en' },
    })
    expect(draft.body).toEqual({ offered: false, suggestions: [], withheld: 0 })
  })

  test('a shared module says where it appears, and is not removed while it does', async () => {
    const module = { name: 'closing', title: 'Closing', modules: [{ type: 'divider', key: 'line' }] }
    const made = await lea.call('post', '/api/message-modules', { body: { module } })
    const moduleId = String(at(made.body, 'moduleId'))
    const modules = [...hello.modules, { type: 'shared', key: 'end', moduleId }]
    await create({ ...hello, name: 'with_closing', modules })
    const { body } = await lea.call('get', '/api/message-modules')
    expect(at(body, 'modules', 0, 'places', 0)).toMatchObject({ title: 'Hello again', status: 'draft' })
    expect((await lea.call('delete', `/api/message-modules/${moduleId}`)).status).toBe(409)
  })

  test('what no message may say is the shop’s own list, and holds at once', async () => {
    const rules = { forbidden: { en: ['come by'] } }
    expect((await lea.call('put', '/api/message-rules', { body: rules })).status).toBe(200)
    const { body } = await lea.call('post', '/api/messages/check', { body: { content: hello } })
    expect(JSON.stringify(body)).toContain('forbidden_claim')
    const wrong = await lea.call('put', '/api/message-rules', { body: { forbidden: { en: ['x'] } } })
    expect(JSON.stringify(at(wrong.body, 'errors'))).toContain('forbidden.en.0')
  })

  test('associates write no messages, support reads them', async () => {
    expect((await jonas.call('get', '/api/messages')).status).toBe(403)
    expect((await mia.call('get', '/api/messages')).status).toBe(200)
    expect((await mia.call('post', '/api/messages', { body: { content: hello } })).status).toBe(403)
    expect((await mia.call('get', '/api/pictures')).status).toBe(403)
    expect((await jonas.call('get', '/api/photos')).status).toBe(403)
  })
})

describe('photos and reviews', () => {
  const submit = async (text: string, photo: boolean) => {
    const read = readPhoto(png())
    const { ugcId } = await submitUgc(
      server.house.db,
      {
        ...{ customerId: anna, members: [anna], verifiedBuyer: true, warnings: ['link' as const] },
        photo: photo && read.ok ? read.photo : null,
        submission: ugcSubmission.parse({
          ...{ kind: 'photo', productId: 'rug', displayName: 'Anna', text, rightsAccepted: true },
          ...{ rightsVersion, photo: png().toString('base64') },
        }),
      },
      new Date(),
    )
    return ugcId
  }

  test('a piece waits with its picture and its checks, and is decided once, with a reason', async () => {
    const ugcId = await submit('See shop.example', true)
    const { body } = await mia.call('get', '/api/photos')
    expect(at(body, 'pieces', 0)).toMatchObject({ ugcId, productTitle: 'Wool rug', warnings: ['link'] })
    const address = `${server.url}/api/photos/${ugcId}/photo`
    expect((await request(address, 'get')).status).toBe(401)
    const photo = await fetch(address, { headers: { cookie: mia.cookie } })
    expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(photo.headers.get('x-content-type-options')).toBe('nosniff')
    const silent = await mia.call('post', `/api/photos/${ugcId}/verdict`, { body: { state: 'rejected' } })
    expect(silent.status).toBe(400)
    const verdict = { state: 'rejected', reason: 'advertising' }
    const judged = await mia.call('post', `/api/photos/${ugcId}/verdict`, { body: verdict })
    expect(judged.body).toMatchObject({ state: 'rejected', reason: 'advertising', decidedByName: 'Mia' })
    expect((await request(`${server.url}/ugc/${ugcId}`, 'get')).status).toBe(404)
    await mia.call('post', `/api/photos/${ugcId}/verdict`, { body: { state: 'approved' } })
    expect((await request(`${server.url}/ugc/${ugcId}`, 'get')).status).toBe(200)
  })

  test('a picture of a product is added, changed and removed, and a wrong one says why', async () => {
    const picture = {
      productId: 'rug',
      place: 'email',
      imageUrl: 'https://shop.example/rug.jpg',
      alt: 'A rug',
    }
    const wrong = await lea.call('post', '/api/pictures', { body: { ...picture, imageUrl: 'http://x' } })
    expect(JSON.stringify(at(wrong.body, 'errors'))).toContain('imageUrl')
    const made = await lea.call('post', '/api/pictures', { body: picture })
    const id = String(at(made.body, 'creativeId'))
    await lea.call('put', `/api/pictures/${id}`, { body: { ...picture, isOn: false } })
    const { body } = await lea.call('get', '/api/pictures')
    expect(at(body, 'pictures', 0)).toMatchObject({
      productTitle: 'Wool rug',
      isOn: false,
      updatedByName: 'Lea',
    })
    expect((await lea.call('delete', `/api/pictures/${id}`)).status).toBe(204)
    expect((await lea.call('delete', `/api/pictures/${id}`)).status).toBe(404)
  })
})

test('a WhatsApp template is offered with its parameters', async () => {
  const { db } = server.house
  const template = {
    ...{ name: 'back', language: 'en', category: 'marketing', body: 'Hello {{name}}, we are back.' },
    references: {},
  }
  const { templateId } = await saveTemplate(db, template, { staffId: null }, new Date())
  await setTemplateStatus(db, { templateId }, { status: 'approved' }, new Date())
  const { body } = await lea.call('get', '/api/message-choices')
  expect(at(body, 'whatsappTemplates', 0)).toMatchObject({ name: 'back', parameters: ['name'] })
})
