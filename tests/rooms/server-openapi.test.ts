import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { saveAudience, takeFile } from '#domain/audiences/index.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { listDuplicates, openVisitorSession } from '#domain/identity/index.ts'
import { deliverToDevice } from '#domain/sandbox/index.ts'
import { saveSegment } from '#domain/segments/index.ts'
import { createApiKey } from '#domain/settings/index.ts'
import { readPhoto, rightsVersion, submitUgc, ugcSubmission } from '#domain/ugc/index.ts'
import { saveWebhook, testWebhook } from '#domain/webhooks/index.ts'
import { importProducts, storeStock } from '#knowledge/catalog/index.ts'
import type { RunningServer } from '#server/index.ts'
import { connectShopper, type Shopper } from '../support/chat-client.ts'
import { openTestStore } from '../support/database.ts'
import { seeded } from '../support/hostile-moves.ts'
import { journeyOf } from '../support/journey-definition.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'
import { addPerson, peopleTwice } from '../support/people-story.ts'
import { png } from '../support/photos.ts'
import { browserKeys } from '../support/push-servers.ts'
import { figuresJourney, figuresShop, putFigures } from '../support/readout-shop.ts'
import {
  type Answer,
  at,
  eventually,
  request,
  type StaffClient,
  signedIn,
  startTestServer,
} from '../support/server.ts'

interface Case {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

let server: RunningServer
let admin: StaffClient
let shopper: Shopper
let secret = ''
let conversationId = ''
let document: Record<string, unknown> = {}
const cases: Record<string, Case> = {}
const phone = { channel: 'sms', address: '+15035550142' }

const order = {
  orderNumber: 'RP-90001',
  status: 'processed',
  customer: { userId: 'user-9', email: 'ada@example.com', name: 'Ada' },
  currency: 'USD',
  total: 4900,
  lines: [
    { productId: 'lamp', variantId: 'lamp-brass', title: 'Reading lamp', quantity: 1, unitPrice: 4900 },
  ],
  placedAt: '2026-01-02T10:00:00Z',
}
const store = {
  storeId: 'torstrasse',
  name: 'Torstrasse',
  address: 'Torstrasse 12',
  city: 'Berlin',
  country: 'DE',
  timeZone: 'Europe/Berlin',
}
const product = {
  id: 'lamp',
  title: 'Reading lamp',
  description: { plain: 'A lamp to read by.' },
  variants: [
    {
      id: 'lamp-brass',
      title: 'Brass',
      price: { amount: 4900, currency: 'USD' },
      availability: { available: true },
    },
  ],
}

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  admin = await signedIn(server, ['admin'], 'Admin')
  secret = (await createApiKey(server.store.db, 'secret', 'test', new Date())).key
  shopper = await connectShopper(server)
  const sent = await shopper.send('can I talk to a person?')
  conversationId = sent.ok ? sent.conversation.conversationId : ''
  await eventually(() => shopper.conversations.some((each) => each.status === 'queued'))
  const made = await admin.call('post', '/api/documents', {
    body: { format: 'markdown', text: '# Care\n\nWash cold.' },
  })
  const other = await signedIn(server, ['crm'], 'Lea')
  const key = await admin.call('post', '/api/keys', { body: { kind: 'secret', label: 'till' } })
  const answer = await request(`${server.url}/openapi.json`, 'get')
  document = typeof answer.body === 'object' && answer.body !== null ? { ...answer.body } : {}
  const conversation = { params: { id: conversationId } }
  const ada = await addPerson(server.store.db, { userId: 'user-8', name: 'Ada' }, new Date())
  const guest = await addPerson(server.store.db, { email: 'guest@example.com' }, new Date())
  await peopleTwice(server.store.db, new Date())
  const pairId = (await listDuplicates(server.store.db, { limit: 1 })).pairs[0]?.pairId ?? ''
  const bought = { type: 'orders', measure: 'count', op: 'at_least', value: 1 }
  const segmentCalled = async (name: string) =>
    String(
      at((await admin.call('post', '/api/segments', { body: { name, rule: bought } })).body, 'segmentId'),
    )
  const ofSegment = { params: { id: await segmentCalled('Members') } }
  const archived = await segmentCalled('Archived')
  const bo = await signedIn(server, ['admin'], 'Bo')
  const asked = async (asker: StaffClient, email: string) => {
    const customerId = await addPerson(server.store.db, { email }, new Date())
    const body = { customerId, kind: 'export', reason: 'By letter' }
    return String(at((await asker.call('post', '/api/requests', { body })).body, 'requestId'))
  }
  const approved = await asked(bo, 'approved@example.com')
  await admin.call('post', `/api/requests/${approved}/decision`, { body: { decision: 'approve' } })
  await deliverToDevice(
    server.store.db,
    {
      to: { channel: 'email', kind: 'email', value: 'guest@example.com' },
      content: { type: 'email', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', unsubscribe: null },
      reference: { customerId: guest },
    },
    'sbx_mail',
    new Date(),
  )
  const visit = await openVisitorSession(server.store.db, new Date())
  const { p256dh, auth } = browserKeys()
  const endpoint = 'https://fcm.googleapis.com/fcm/send/1'
  const submission = {
    ...{ kind: 'review', productId: 'rug', displayName: 'Ada', stars: 5, text: 'Bright.' },
    ...{ rightsAccepted: true, rightsVersion },
  }
  const given = {
    ...{ customerId: ada, members: [ada], photo: null, verifiedBuyer: false, warnings: [] },
    submission: ugcSubmission.parse(submission),
  }
  const piece = await submitUgc(server.store.db, given, new Date())
  Object.assign(cases, {
    readUgc: { query: { key: server.publicKey, productId: 'rug' } },
    submitUgc: { query: { key: server.publicKey }, body: { submission, session: visit.secret } },
    withdrawUgc: {
      params: { id: piece.ugcId },
      query: { key: server.publicKey },
      body: { withdrawSecret: piece.withdrawSecret },
    },
    readWidgetConfig: { query: { key: server.publicKey } },
    readPushKey: { query: { key: server.publicKey } },
    searchProducts: { query: { key: server.publicKey, q: 'lamp under 100', viewed: 'lamp' } },
    suggestSearch: { query: { key: server.publicKey, q: 'la' } },
    readRecommendations: { query: { key: server.publicKey, row: 'popular_here', limit: '3' } },
    registerBrowser: {
      query: { key: server.publicKey },
      body: { subscription: { endpoint, keys: { p256dh, auth } }, session: visit.secret },
    },
    removeBrowser: { query: { key: server.publicKey }, body: { endpoint } },
    registerDevice: { body: { userId: 'user-8', service: 'fcm', token: 'a'.repeat(40) } },
    removeDevice: { body: { token: 'a'.repeat(40) } },
    takeCatalog: { body: { products: [product, { id: 'broken' }] } },
    takeStock: {
      body: { stock: [{ variantId: 'lamp-brass', quantity: 3 }, { variantId: 'none', quantity: 1 }, {}] },
    },
    takeStores: { body: { stores: [store, { ...store, storeId: 'far', timeZone: 'Mars/Olympus' }] } },
    takeOrders: { body: { orders: [order, { ...order, orderNumber: 'RP-90002', total: 'much' }] } },
    takeCustomers: {
      body: { customers: [{ userId: 'user-9', email: 'ada@example.com' }, { name: 'Nobody' }] },
    },
    decide: { body: { page: { path: '/' } } },
    readSlots: { query: { key: server.publicKey, slots: 'home_hero', path: '/' } },
    trackCall: { body: { event: 'Products Searched', userId: 'user-9', properties: { query: 'lamp' } } },
    identifyCall: { body: { userId: 'user-9', traits: { name: 'Ada' } } },
    pageCall: { body: { userId: 'user-9', name: 'Home' } },
    screenCall: { body: { userId: 'user-9', name: 'Home' } },
    groupCall: { body: { userId: 'user-9', groupId: 'family' } },
    aliasCall: { body: { userId: 'user-9', previousId: 'anon-9' } },
    batchCalls: {
      body: {
        batch: [
          { type: 'page', userId: 'user-9' },
          { type: 'track', userId: 'user-9', event: 'Nod' },
        ],
      },
    },
    replaySetAside: { body: {} },
    declareEventName: { body: { name: 'Nodded', note: 'at the till' } },
    withdrawEventName: { params: { name: 'Nodded' } },
    readOrderChanges: { query: { after: '0', limit: '10' } },
    signIn: { body: { email: admin.email, password: admin.password } },
    listConversations: { query: { view: 'queue' } },
    readConversation: conversation,
    takeConversation: conversation,
    replyInConversation: {
      ...conversation,
      body: { clientMessageId: 'reply-0001', text: 'Hello, I am here.' },
    },
    markConversationRead: { ...conversation, body: { seq: 1 } },
    releaseConversation: conversation,
    resolveConversation: conversation,
    listCustomers: { query: { q: 'ada' } },
    readCustomer: { params: { id: ada } },
    readTimeline: { params: { id: ada }, query: { kind: 'orders' } },
    readCustomerRecommendations: { params: { id: ada } },
    readCustomerNext: { params: { id: ada } },
    readIdentity: { params: { id: ada } },
    readConsent: { params: { id: ada } },
    writeConsent: {
      params: { id: ada },
      body: { channel: 'sms', purpose: 'all', state: 'denied', evidence: 'Said so' },
    },
    previewMerge: { params: { id: ada }, query: { otherId: guest } },
    mergeCustomers: { params: { id: ada }, body: { otherId: guest, reason: 'Same person' } },
    unmergeCustomers: { params: { id: ada }, body: { apart: [guest], reason: 'Two people' } },
    createSegment: { body: { name: 'Buyers', rule: bought } },
    countSegment: { body: { rule: bought } },
    readSegment: ofSegment,
    readSegmentChecks: ofSegment,
    listSegmentMembers: ofSegment,
    changeSegment: { ...ofSegment, body: { name: 'Members', rule: bought } },
    archiveSegment: { params: { id: archived } },
    askDataRequest: { body: { customerId: ada, kind: 'export', reason: 'By letter' } },
    decideDataRequest: {
      params: { id: await asked(bo, 'decided@example.com') },
      body: { decision: 'approve' },
    },
    fetchArchive: { params: { id: approved } },
    withdrawDataRequest: { params: { id: await asked(admin, 'withdrawn@example.com') } },
    readSandboxDevice: { query: phone },
    writeAsCustomer: { body: { ...phone, clientMessageId: 'sandbox-0001', text: 'Do you have lamps?' } },
    seeSandboxDevice: { body: phone },
    setSandboxFault: { body: { ...phone, fault: 'unreachable' } },
    passSandboxDay: { body: phone },
    readSandboxMail: { params: { providerMessageId: 'sbx_mail' } },
    judgeDuplicate: { params: { id: pairId }, body: { verdict: 'different' } },
    writeSettings: { body: { greeting: 'Good day.' } },
    addDocument: { body: { format: 'html', text: '<h1>Delivery</h1><p>Two days.</p>' } },
    removeDocument: { params: { id: String(at(made.body, 'documentId')) } },
    addStaff: { body: { email: 'new@example.com', name: 'New', roles: ['associate'] } },
    changeStaff: { params: { staffId: other.staffId }, body: { name: 'Lea B.', newPassword: true } },
    createKey: { body: { kind: 'public', label: 'Second site' } },
    revokeKey: { params: { keyId: String(at(key.body, 'keyId')) } },
    ...(await journeyCases()),
    ...(await slotCases()),
    ...(await contentCases()),
    ...(await photoCases(ada)),
    ...(await offerCases()),
    ...(await integrationCases()),
    ...(await curationCases()),
    ...(await outreachCases()),
  })
})
afterAll(async () => {
  shopper.close()
  await server.close()
})

/** A journey to change, one to switch, somebody inside it, a readout that was kept; an entry of the calendar. */
async function journeyCases(): Promise<Record<string, Case>> {
  const { db, journeys } = server.house
  const now = new Date()
  const journey = journeyOf({ name: 'changed', title: 'Changed' })
  for (const name of ['changed', 'switched']) await journeys.save({ ...journey, name }, null, now)
  const customerId = await addPerson(db, { userId: 'user-inside', name: 'Ida' }, now)
  await sql`insert into journey_entries values (${customerId}, 'jen_open', 'switched', 1, 0, null, 'once', 'waiting', 0,
    ${now}, ${now}, null, null, '{"since":"2026-01-01T00:00:00Z","values":{},"productIds":[],"claims":[],"orderId":null}')`.execute(
    db,
  )
  const plan = { perArm: 5, weeks: 1 }
  await journeys.save({ ...journey, name: figuresJourney, plan }, null, now)
  await putFigures(db, figuresShop(150, seeded(7)))
  const ready = { status: 'ready', journey: 'changed', notes: [] }
  await sql`insert into readouts (readout_id, experiment, journey, closed_at, body)
    values ('rdo_kept', 'holdout:journey:changed', 'changed', ${now}, ${JSON.stringify(ready)}::jsonb)`.execute(
    db,
  )
  const days = { type: 'yearly', from: '05-01', until: '05-07' }
  const entry = (name: string) => ({ name, title: { en: 'May week' }, days })
  for (const name of ['may-week', 'gone-week'])
    await admin.call('post', '/api/calendar', { body: entry(name) })
  const rug = {
    productId: 'dated-rug',
    title: 'Rug',
    variants: [{ variantId: 'dated-1', price: { amount: 4900, currency: 'EUR' } }],
  }
  await importProducts(db, [rug], { source: 'test', now })
  return {
    readJourney: { params: { name: 'changed' } },
    addPlaybooks: {},
    createJourney: { body: { ...journey, name: 'created' } },
    changeJourney: { params: { name: 'changed' }, body: { journey, version: 1 } },
    countJourney: { body: { journey } },
    switchJourney: { params: { name: 'switched' }, body: { to: 'off' } },
    listJourneyPeople: { params: { name: 'switched' }, query: { state: 'waiting' } },
    stopJourneyPerson: { params: { name: 'switched', entryId: 'jen_open' } },
    readReadout: { params: { name: 'changed' } },
    closeReadout: { params: { name: figuresJourney } },
    readSnapshot: { params: { id: 'rdo_kept' } },
    readCalendar: { query: { month: '2026-12', country: 'DE' } },
    createCalendarEntry: { body: entry('june-week') },
    changeCalendarEntry: { params: { name: 'may-week' }, body: { entry: entry('may-week'), rev: 1 } },
    removeCalendarEntry: { params: { name: 'gone-week' } },
    saveReleases: { body: { productIds: ['dated-rug'], releaseAt: '2030-01-01T09:00:00Z' } },
    dropRelease: { params: { productId: 'dated-rug' } },
  }
}

/** A slot for each change of one. */
async function slotCases(): Promise<Record<string, Case>> {
  const slot = { name: 'changed', place: 'On top', kind: 'hero', defaultContent: { title: 'Hello' } }
  const variant = { name: 'Phones', audience: { devices: ['phone'] }, content: { title: 'On the go' } }
  const addSlot = (name: string) => admin.call('post', '/api/slots', { body: { ...slot, name } })
  const addVariant = async (name: string) =>
    String(at((await admin.call('post', `/api/slots/${name}/variants`, { body: variant })).body, 'variantId'))
  for (const name of ['changed', 'removed', 'in_order', 'loses_one']) await addSlot(name)
  const written = await addVariant('changed')
  const inOrder = [await addVariant('in_order'), await addVariant('in_order')]
  const { body: page } = await admin.call('get', '/api/slots/changed')
  const stranger = { who: 'stranger', stranger: { device: 'phone', country: 'DE', city: 'Hamburg' } }
  return {
    createSlot: { body: { ...slot, name: 'another' } },
    readSlot: { params: { name: 'changed' } },
    changeSlot: { params: { name: 'changed' }, body: { slot, seenAt: at(page, 'slot', 'updatedAt') } },
    removeSlot: { params: { name: 'removed' } },
    createSlotVariant: { params: { name: 'changed' }, body: variant },
    changeSlotVariant: {
      params: { name: 'changed', id: written },
      body: { variant, seenAt: at(page, 'slot', 'variants', 0, 'updatedAt') },
    },
    removeSlotVariant: { params: { name: 'loses_one', id: await addVariant('loses_one') } },
    orderSlotVariants: { params: { name: 'in_order' }, body: { variantIds: inOrder.reverse() } },
    previewSlots: { body: { views: [stranger], page: { path: '/' } } },
  }
}

/** An offer for each change of one. */
async function offerCases(): Promise<Record<string, Case>> {
  const offer = {
    name: 'ten-off',
    title: 'Ten off',
    kind: 'percent',
    value: 10,
    currency: 'USD',
    marginFloor: 20,
    validDays: 14,
  }
  const add = async (name: string) =>
    String(at((await admin.call('post', '/api/offers', { body: { ...offer, name } })).body, 'offerId'))
  const params = { id: await add('ten-off') }
  const customerId = await addPerson(server.house.db, { email: 'tried@example.com' }, new Date())
  const lines = [{ productId: 'lamp', variantId: 'lamp-brass', quantity: 1 }]
  const checkout = { codes: ['NO-SUCH-CODE'], currency: 'USD', lines }
  return {
    checkOffers: { body: checkout },
    redeemOffers: { body: { ...checkout, orderId: 'RP-1' } },
    createOffer: { body: { ...offer, name: 'another' } },
    readOffer: { params },
    changeOffer: {
      params: { id: await add('changed') },
      body: { offer: { ...offer, name: 'changed' }, rev: 1 },
    },
    setOfferStatus: { params: { id: await add('switched') }, body: { status: 'live' } },
    tryOffer: { params, body: { customerId, lines: [] } },
    listIssuedOffers: { params },
  }
}

/** A message and a shared module for each change of one. */
async function contentCases(): Promise<Record<string, Case>> {
  const content = {
    ...{ name: 'changed', title: 'Hello', purpose: 'service', languages: ['en'], channels: ['email'] },
    subject: { en: 'Hello' },
    modules: [{ type: 'text', key: 'text', text: { en: 'Hello.' } }],
  }
  const make = async (name: string) => {
    const { body } = await admin.call('post', '/api/messages', { body: { content: { ...content, name } } })
    return String(at(body, 'contentTemplateId'))
  }
  const [changed, approved, withdrawn] = [
    await make('changed'),
    await make('approved'),
    await make('withdrawn'),
  ]
  const draft = { version: 1, rev: 1 }
  await admin.call('post', `/api/messages/${withdrawn}/approve`, { body: draft })
  const module = { name: 'line', title: 'Line', modules: [{ type: 'divider', key: 'line' }] }
  const makeModule = async (name: string) => {
    const { body } = await admin.call('post', '/api/message-modules', {
      body: { module: { ...module, name } },
    })
    return String(at(body, 'moduleId'))
  }
  const customerId = await addPerson(server.house.db, { email: 'seen@example.com', name: 'Uma' }, new Date())
  return {
    createMessage: { body: { content: { ...content, name: 'another' } } },
    checkMessage: { body: { content } },
    draftMessage: { body: { kind: 'copy', brief: 'Rugs are back', language: 'en' } },
    previewMessage: { body: { content, customerIds: [customerId], channels: ['email'] } },
    readMessage: { params: { id: changed } },
    changeMessage: { params: { id: changed }, body: { content, rev: 1 } },
    approveMessage: { params: { id: approved }, body: draft },
    withdrawMessage: { params: { id: withdrawn }, body: { version: 1 } },
    createSharedModule: { body: { module } },
    changeSharedModule: {
      params: { id: await makeModule('once') },
      body: { module: { ...module, name: 'once' }, rev: 1 },
    },
    removeSharedModule: { params: { id: await makeModule('gone') } },
    writeMessageRules: { body: { forbidden: { en: ['guaranteed'] } } },
  }
}

/** A piece with its picture, and a picture of the shop for each change of one. */
async function photoCases(customerId: string): Promise<Record<string, Case>> {
  const { db } = server.house
  const read = readPhoto(png())
  const { ugcId } = await submitUgc(
    db,
    {
      ...{ customerId, members: [customerId], verifiedBuyer: false, warnings: [] },
      photo: read.ok ? read.photo : null,
      submission: ugcSubmission.parse({
        ...{ kind: 'photo', productId: 'rug', displayName: 'Ada', text: 'Soft.', rightsAccepted: true },
        ...{ rightsVersion, photo: png().toString('base64') },
      }),
    },
    new Date(),
  )
  const body = { productId: 'rug', place: 'email', imageUrl: '/rug.jpg', alt: 'A rug' }
  const add = async () => String(at((await admin.call('post', '/api/pictures', { body })).body, 'creativeId'))
  return {
    readPhoto: { params: { id: ugcId } },
    judgePhoto: { params: { id: ugcId }, body: { state: 'approved' } },
    createPicture: { body },
    changePicture: { params: { id: await add() }, body },
    removePicture: { params: { id: await add() } },
  }
}

/** An endpoint for each change of one, a list for ads, and a file of it. */
async function integrationCases(): Promise<Record<string, Case>> {
  const { db } = server.house
  const now = new Date()
  const input = { name: 'Till', url: 'https://till.example.com/', events: [], includeContact: false }
  const saving = { staffId: null, check: async () => null }
  const add = async () => (await saveWebhook(db, input, saving, now)).webhookId
  const params = { id: await add() }
  const rule = { type: 'identifier', kind: 'email', present: true } as const
  const segment = { name: 'For ads', description: '', purpose: 'marketing', rule } as const
  const { segmentId } = await saveSegment(db, segment, null, now)
  const list = { name: 'Ads', segmentId, format: 'google', kinds: ['email'], destination: 'file' } as const
  const addList = async () => {
    const made = await saveAudience(db, { ...list, kinds: ['email'] }, { staffId: null }, now)
    return { params: { id: made.audienceId } }
  }
  const kept = await addList()
  const file = await takeFile(db, kept.params.id, { mode: 'full', by: null, suppressionKey: 'x' }, now)
  return {
    createWebhook: { body: { ...input, url: 'https://93.184.216.34/' } },
    changeWebhook: {
      params: { id: await add() },
      body: { webhook: { ...input, url: 'https://93.184.216.34/' }, rev: 1 },
    },
    switchWebhook: { params: { id: await add() }, body: { state: 'off' } },
    rotateWebhookSecret: { params },
    testWebhook: { params },
    removeWebhook: { params: { id: await add() } },
    listWebhookDeliveries: { params },
    replayWebhookDelivery: { params: { id: await testWebhook(db, params.id, now) } },
    createAudience: { body: list },
    readAudience: kept,
    renameAudience: { ...kept, body: { name: 'Advertising', rev: 1 } },
    endAudience: await addList(),
    takeAudienceFile: { ...kept, body: { mode: 'delta', as: 'jsonl' } },
    confirmAudienceFile: { params: { id: file.exportId } },
  }
}

/** A decision of the shop for each change of one. */
async function curationCases(): Promise<Record<string, Case>> {
  const { db } = server.house
  const price = { amount: 4900, currency: 'EUR' }
  const rug = { productId: 'rug', title: 'Rug', variants: [{ variantId: 'rug-1', price, stockOnline: 3 }] }
  await importProducts(db, [rug], { source: 'test', now: new Date() })
  const body = { kind: 'pin', row: 'for_you', productId: 'rug', position: 1 }
  const add = async () => {
    const { body: page } = await admin.call('post', '/api/recommendations/curation', { body })
    return String(at(page, 'entries', 0, 'curationId'))
  }
  return {
    previewRecommendations: { query: { row: 'for_you', limit: '4' } },
    saveCuration: { body },
    changeCuration: { params: { id: await add() }, body: { ...body, position: 2 } },
    removeCuration: { params: { id: await add() } },
  }
}

/** Somebody who may be written to, a WhatsApp conversation that the admin holds, and two templates. */
async function outreachCases(): Promise<Record<string, Case>> {
  const { db, inbound, outbox } = server.house
  const now = new Date()
  const customerId = await addPerson(db, { email: 'reach@example.com', name: 'Ines' }, now)
  const yes = {
    channel: 'email',
    purpose: 'all',
    state: 'granted',
    source: 'test',
    evidence: 'said so',
  } as const
  await recordConsent(db, { customerId, ...yes }, now)
  const template = {
    name: 'answered',
    language: 'en',
    category: 'utility',
    body: 'Hello {{name}}.',
    references: {},
  }
  const { templateId } = await saveTemplate(db, template, { staffId: null }, now)
  await setTemplateStatus(db, { templateId }, { status: 'approved' }, now)
  const { templateId: draft } = await saveTemplate(db, { ...template, name: 'draft' }, { staffId: null }, now)
  const heard = await inbound.channelMessage({
    provider: 'sandbox',
    providerMessageId: 'wa-1',
    channel: 'whatsapp',
    from: { phone: '+15035550177', whatsappId: null, name: null },
    to: 'shop',
    text: 'Hello',
    choiceId: null,
    media: [],
    at: now,
  })
  await admin.call('post', `/api/conversations/${heard.conversationId}/take`)
  const [later] = await outbox.request([
    {
      key: 'test:later',
      kind: 'clienteling',
      customerId,
      channels: ['email'],
      sender: { type: 'associate', staffId: admin.staffId, name: 'Admin' },
      subject: 'later',
      content: { text: 'Later.', parts: [] },
      notBefore: new Date(now.getTime() + 3_600_000),
    },
  ])
  const row = { customerId, channel: 'email', createdAt: now } as const
  const waits = await putOutboxRow(db, { ...row, state: 'held', dueAt: new Date(now.getTime() + 3_600_000) })
  const message = { channel: 'email', text: 'Hello, Ines.', subject: 'Your lamp' }
  const whose = { params: { id: customerId } }
  return {
    templateInConversation: {
      params: { id: heard.conversationId },
      body: { templateId, parameters: { name: 'Ines' }, clientMessageId: 'template-0001' },
    },
    readMaySend: whose,
    listOutreach: whose,
    writeToCustomer: { ...whose, body: { clientMessageId: 'outreach-0001', ...message } },
    takeBackOutreach: { params: { id: customerId, outboxId: later?.outboxId ?? '' } },
    draftOutreach: { ...whose, body: { purpose: 'follow_up', channel: 'email' } },
    previewOutreach: { body: { customerId, ...message } },
    findProducts: { query: { q: 'lamp' } },
    createTemplate: { body: { ...template, name: 'new_one' } },
    changeTemplate: { params: { id: draft }, body: { ...template, name: 'draft' } },
    setTemplateStatus: { params: { id: draft }, body: { status: 'pending' } },
    listOutbox: { query: { customer: customerId, limit: '10' } },
    readOutboxMessage: { params: { id: waits } },
    cancelOutboxMessage: { params: { id: waits } },
    settleOutboxMessage: {
      params: { id: await putOutboxRow(db, { ...row, state: 'unknown' }) },
      body: { as: 'sent' },
    },
    replayOutboxMessage: { params: { id: await putOutboxRow(db, { ...row, state: 'dead' }) } },
    writeContactRules: { body: { maxAttempts: 7 } },
  }
}

interface Described {
  id: string
  path: string
  method: string
  security: unknown
  responses: Record<string, unknown>
}

function described(): Described[] {
  const paths = at(document, 'paths')
  if (typeof paths !== 'object' || paths === null) return []
  return Object.entries(paths).flatMap(([path, methods]: [string, object]) =>
    Object.entries(methods).map(([method, entry]: [string, object]) => ({
      id: String(at(entry, 'operationId')),
      path,
      method,
      security: at(entry, 'security'),
      responses: Object.fromEntries(Object.entries(at(entry, 'responses') ?? {})),
    })),
  )
}

/** Calls an operation the way the document says: where its parameters go, and what opens it. */
function call(entry: Described, input: Case, credentials = true): Promise<Answer> {
  const path = entry.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(input.params?.[name] ?? 'none'),
  )
  const query = input.query ? `?${new URLSearchParams(input.query)}` : ''
  const named = JSON.stringify(entry.security)
  const headers: Record<string, string> = {}
  if (credentials && named.includes('secretKeyBasic'))
    headers.authorization = `Basic ${Buffer.from(`${secret}:`).toString('base64')}`
  if (credentials && named.includes('staffSession')) headers.cookie = admin.cookie
  if (credentials && named.includes('csrfToken')) headers['x-csrf-token'] = admin.csrfToken
  return request(server.url + path + query, entry.method, { body: input.body, headers })
}

function schemaOf(response: unknown): z.ZodType | null {
  const content = at(response, 'content')
  const schema = at(content, 'application/json', 'schema')
  return typeof schema === 'object' && schema !== null ? z.fromJSONSchema({ ...schema }) : null
}

describe('/openapi.json is true', () => {
  test('it describes every operation under a name of its own', () => {
    const ids = described().map((entry) => entry.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(25)
    expect(at(document, 'openapi')).toBe('3.1.0')
  })

  test('every operation in it answers as it says', async () => {
    const last = ['releaseConversation', 'resolveConversation', 'signOut']
    const entries = described().sort((a, b) => last.indexOf(a.id) - last.indexOf(b.id))
    for (const entry of entries) {
      if (entry.id === 'resolveConversation') await retake()
      const answer = await call(entry, cases[entry.id] ?? {})
      const expected = Object.keys(entry.responses).filter((status) => status !== 'default')
      expect([entry.id, String(answer.status), answer.body]).toEqual([entry.id, expected[0], answer.body])
      const schema = schemaOf(entry.responses[String(answer.status)])
      const result = schema?.safeParse(answer.body)
      expect(result?.error?.issues ?? [], `${entry.id} ${JSON.stringify(answer.body).slice(0, 300)}`).toEqual(
        [],
      )
      if (answer.status === 204) expect(answer.body).toBe('')
      if (entry.id === 'takeConversation') expect(at(answer.body, 'staffName')).toBe('Admin')
    }
  })

  async function retake(): Promise<void> {
    await shopper.send('can I talk to a person?')
    await eventually(async () => {
      const taken = await admin.call('post', `/api/conversations/${conversationId}/take`)
      return taken.status === 200
    })
  }

  test('what needs a key or a session says so, and is a problem without it', async () => {
    const problem = z.fromJSONSchema({ ...Object(at(document, 'components', 'schemas', 'Problem')) })
    const guarded = described().filter((entry) => Array.isArray(entry.security) && entry.security.length > 0)
    for (const entry of guarded) {
      const answer = await call(entry, { ...cases[entry.id], query: undefined }, false)
      expect([entry.id, answer.status]).toEqual([entry.id, 401])
      expect(problem.safeParse(answer.body).success).toBe(true)
    }
  })

  test('a wrong body is refused with the fields that are wrong', async () => {
    const wrong: [string, unknown, string][] = [
      [
        'put /api/settings',
        { accentColor: 'red', origins: ['https://ok.example', 'nonsense'] },
        'accentColor',
      ],
      ['put /api/settings', { origins: ['https://ok.example', 'nonsense'] }, 'origins.1'],
      [
        'put /api/settings',
        { hours: [{ open: '9', close: '18:00' }, null, null, null, null, null, null] },
        'hours.0.open',
      ],
      ['put /api/settings', { timeZone: 'Mars/Olympus' }, 'timeZone'],
      ['put /api/settings', { unknown: 1 }, ''],
      ['post /api/staff', { email: 'no', name: 'No', roles: [] }, 'email'],
      ['post /api/documents', { format: 'word', text: 'x' }, 'format'],
    ]
    const fresh = await signedIn(server, ['admin'], 'Fresh')
    for (const [name, body, path] of wrong) {
      const [method = '', address = ''] = name.split(' ')
      const answer = await fresh.call(method, address, { body })
      expect(answer.status, name).toBe(400)
      const errors = at(answer.body, 'errors')
      const paths = Array.isArray(errors) ? errors.map((each) => at(each, 'path')) : []
      expect(paths, name).toContain(path)
    }
  })

  test('a store that is named is there for its stock, and the same one again changes nothing', async () => {
    const headers = { authorization: `Bearer ${secret}` }
    const named = { ...store, storeId: 'harbour', hours: 'Mondays to Saturdays 10 to 19' }
    const stores = () => request(`${server.url}/v1/stores`, 'post', { body: { stores: [named] }, headers })
    expect((await stores()).body).toMatchObject({ created: 1, unchanged: 0, bad: [] })
    expect((await stores()).body).toMatchObject({ created: 0, unchanged: 1 })
    const stock = { stock: [{ variantId: 'lamp-brass', storeId: 'harbour', quantity: 2 }] }
    await request(`${server.url}/v1/catalog`, 'post', { body: { products: [product] }, headers })
    const taken = await request(`${server.url}/v1/stock`, 'post', { body: stock, headers })
    expect(taken.body).toMatchObject({ changed: 1, unknown: [] })
    expect(await storeStock(server.store.db, ['lamp-brass'])).toMatchObject([
      { storeId: 'harbour', quantity: 2 },
    ])
  })

  test('JSON lines load the good ones and name the bad ones', async () => {
    const authorization = `Bearer ${secret}`
    const rawBody = `${JSON.stringify(product)}\nnot json\n`
    const headers = { authorization, 'content-type': 'application/x-ndjson' }
    const answer = await request(`${server.url}/v1/catalog`, 'post', { rawBody, headers })
    expect(answer.body).toMatchObject({ read: 2, unchanged: 1, bad: [{ line: 2 }] })
    const nothing = await request(`${server.url}/v1/orders`, 'post', {
      body: { orders: [{}] },
      headers: { authorization },
    })
    expect(nothing.status).toBe(400)
    expect(at(nothing.body, 'errors', 0, 'path')).toMatch(/^1\./)
  })
})
