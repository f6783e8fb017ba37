import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as audiences from '#domain/audiences/index.ts'
import * as carts from '#domain/carts/index.ts'
import * as consent from '#domain/consent/index.ts'
import { contentColumns, creativeColumns } from '#domain/content/index.ts'
import * as conversations from '#domain/conversations/index.ts'
import * as events from '#domain/events/index.ts'
import * as experiments from '#domain/experiments/index.ts'
import * as handoff from '#domain/handoff/index.ts'
import * as identity from '#domain/identity/index.ts'
import * as links from '#domain/links/index.ts'
import * as offers from '#domain/offers/index.ts'
import * as orders from '#domain/orders/index.ts'
import * as profile from '#domain/profile/index.ts'
import { recommendationColumns } from '#domain/recommendation/index.ts'
import { askRequest, rightsColumns } from '#domain/rights/index.ts'
import { deliverToDevice, sandboxColumns } from '#domain/sandbox/index.ts'
import * as segments from '#domain/segments/index.ts'
import { settingsColumns } from '#domain/settings/index.ts'
import { slotColumns } from '#domain/slots/index.ts'
import { staffColumns } from '#domain/staff/index.ts'
import * as ugc from '#domain/ugc/index.ts'
import * as webhooks from '#domain/webhooks/index.ts'
import { importEvents, personalRooms as rooms } from '#inbound/index.ts'
import { catalogColumns } from '#knowledge/catalog/index.ts'
import { measurementColumns } from '#measurement/index.ts'
import { calendarColumns, journeyColumns, noteInbound, orchestratorColumns } from '#orchestrator/index.ts'
import { type Db, inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'

const now = new Date('2026-03-02T10:00:00Z')

/** Tables that hold nothing of a customer, each with its reason. A new table is personal until it is here. */
const exempt: Record<string, string> = {
  migrations: 'names of migrations',
  settings: 'the shop’s own settings and notes',
  setting_changes: 'who of the staff changed which setting',
  experiments: 'the shop’s holdouts, naming nobody',
  api_keys: 'keys of the shop',
  duplicate_runs: 'counts and learned weights of searches for duplicates, of all customers together',
  identity_rules: 'the shop’s own rules by which people are joined',
  message_templates: 'texts of the shop that WhatsApp approved; what fills them stands with each message',
  content_templates: 'names of the shop’s own messages',
  content_versions: 'what the shop wrote for everybody; what fills it stands with each message',
  content_modules: 'pieces that those messages share',
  staff: 'accounts of staff, not of customers',
  staff_sessions: 'sessions of staff',
  staff_presence: 'when a console was seen',
  sign_in_failures: 'hashed keys of staff sign-ins, gone after 15 minutes',
  order_lookup_failures: 'hashed keys without a way back, over after 15 minutes',
  creatives: 'pictures of the shop by rules over everybody, naming nobody',
  offers: 'what the shop may give away, by rules over everybody',
  offer_changes: 'who of the staff changed which offer',
  offer_budgets: 'what an offer has cost, of everybody together',
  offer_budget_days: 'what an offer has cost each day, of everybody together',
  offer_refusals: 'how often an offer was refused each day and why, naming nobody',
  products: 'the catalog',
  releases: 'when goods go on sale, and which segments and tiers are let in early',
  readouts: 'closed results of experiments: counts and sums by arm, naming nobody',
  product_moments: 'when a product came, sold out and came back',
  variant_changes: 'prices and stock of the catalog, as they moved',
  calendar_entries: 'seasons and feasts of the shop',
  recommendation_models: 'counts by product over all customers together, naming nobody',
  recommendation_runs: 'when the recommendation models were trained',
  recommendation_curation: 'what the shop pins and hides',
  recommendation_changes: 'who of the staff changed what of it',
  variants: 'the catalog',
  stores: 'the shop’s stores',
  store_stock: 'stock',
  documents: 'the shop’s documents',
  passages: 'the shop’s documents',
  product_vectors: 'embeddings of the catalog',
  passage_vectors: 'embeddings of the shop’s documents',
  sentence_vectors: 'embeddings of the shop’s documents',
  slots: 'what the shop shows where, naming nobody',
  slot_variants: 'what the shop shows to whom, by rules over everybody',
  slot_changes: 'who of the staff changed which slot',
  slot_counts: 'how often a variant was shown each day, of everybody together',
  journeys: 'which journeys are on',
  journey_versions: 'what the shop says when and to whom, by rules over everybody',
  journey_cursors: 'how far the triggers of journeys were looked at',
  webhooks: 'endpoints of the shop’s other systems',
  audiences: 'which segments are given to ad platforms',
  audience_removals:
    'hashes of the erased that a destination must still forget, without whose they were; gone once it has',
  audience_exports: 'when a list was sent, and how many stood in it',
  segments: 'rules over everybody, naming nobody',
  segment_days: 'how many were in a segment each day',
  prediction_models: 'parameters and figures of models, of all customers together',
  training_runs: 'when the models were trained',
  partner_contracts: 'contracts of the shop with its partners',
  suppressions: 'HMACs under a key outside the database; they must outlive an erasure',
  event_messages: 'hashes of message ids, without a way back',
  event_counts: 'how many events a source sent each day',
  event_names: 'names of the shop’s own events',
  socket_io_attachments: 'events on their way between processes, gone after seconds',
}

/** Exact: every column of the table, with its type and whether it may be null. */
const declared: Record<string, Record<string, string>> = {
  ...identity.identityColumns,
  ...identity.duplicateColumns,
  ...conversations.conversationColumns,
  ...handoff.handoffColumns,
  ...events.eventColumns,
  ...offers.offerColumns,
  ...orders.orderColumns,
  ...carts.cartColumns,
  ...consent.consentColumns,
  ...experiments.experimentColumns,
  ...profile.profileColumns,
  ...segments.segmentColumns,
  ...slotColumns,
  ...measurementColumns,
  ...recommendationColumns,
  ...rightsColumns,
  ...sandboxColumns,
  ...orchestratorColumns,
  ...calendarColumns,
  ...journeyColumns,
  ...contentColumns,
  ...creativeColumns,
  ...links.linkColumns,
  ...ugc.ugcColumns,
  ...webhooks.webhookColumns,
  ...audiences.audienceColumns,
  ...settingsColumns,
  ...staffColumns,
}

async function tablesOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db)
  return rows.map((row) => row.name)
}

async function columnsOf(db: Db): Promise<Map<string, Record<string, string>>> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select c.relname as table, a.attname as column,
      replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz')
        || case when a.attnotnull then '' else ' null' end as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`.execute(db)
  const found = new Map<string, Record<string, string>>()
  for (const { table, column, type } of rows) found.set(table, { ...found.get(table), [column]: type })
  return found
}

describeOnBoth('what is kept of a person', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  test('the rooms’ table types are the tables of the migrated database', async () => {
    const actual = await columnsOf(store.db)
    for (const [table, columns] of Object.entries(declared))
      expect({ table, ...actual.get(table) }).toEqual({ table, ...columns })
    for (const [table, columns] of Object.entries(catalogColumns))
      for (const [column, type] of Object.entries(columns))
        expect(`${table}.${column} ${actual.get(table)?.[column]?.replace(' null', '')}`).toBe(
          `${table}.${column} ${type}`,
        )
  })

  test('every table is in a room’s export and erasure, or exempt with a reason', async () => {
    const personal = Object.values(rooms).flatMap((room): readonly string[] => room.personalTables)
    const all = await tablesOf(store.db)
    expect(all.filter((table) => !personal.includes(table) && !exempt[table])).toEqual([])
    expect(personal.filter((table) => !all.includes(table))).toEqual([])
    expect(personal.filter((table) => exempt[table])).toEqual([])
  })

  test('a table with a customer id is never exempt', async () => {
    const columns = await columnsOf(store.db)
    const keyed = [...columns].filter(([, names]) => 'customer_id' in names).map(([table]) => table)
    expect(keyed.filter((table) => exempt[table])).toEqual([])
  })

  test('an export has rows of every personal table, and after an erasure nothing of the person is left', async () => {
    const gone = await livePerson(store.db, 'Zebedee', 'W1')
    await livePerson(store.db, 'Ottoline', 'W2')
    for (const [room, { exportPerson, personalTables }] of Object.entries(rooms)) {
      const exported = await exportPerson(store.db, gone)
      for (const table of personalTables) {
        if (table === 'customer_links' || table === 'visitor_sessions') continue // of the anonymous one alone
        expect(`${room}.${table}: ${exported[table]?.length}`).not.toMatch(/: (0|undefined)$/)
      }
    }
    expect(await tablesNaming(store.db, 'zebedee')).not.toEqual([])
    for (const { erasePerson } of Object.values(rooms)) await erasePerson(store.db, gone, now)
    expect(await tablesNaming(store.db, 'zebedee')).toEqual([])
    expect(await tablesNaming(store.db, 'ottoline')).toEqual([
      'channel_messages',
      'consent_entries',
      'contact_points',
      'contact_preferences',
      'conversation_threads',
      'conversations',
      'customer_words',
      'customers',
      'data_requests',
      'duplicate_pairs',
      'events',
      'events_set_aside',
      'exposures',
      'handoffs',
      'identifiers',
      'issued_offers',
      'journey_entries',
      'link_clicks',
      'location_permissions',
      'loyalty_entries',
      'messages',
      'offer_issue_keys',
      'order_changes',
      'order_signals',
      'orders',
      'outbox',
      'outbox_keys',
      'proposals',
      'provider_messages',
      'residences',
      'sandbox_devices',
      'sandbox_messages',
      'slot_exposures',
      'subscription_changes',
      'tool_calls',
      'tracked_links',
      'trait_values',
      'trait_withdrawals',
      'ugc',
      'webhook_deliveries',
    ])
  })

  test('an order of an erased person stays in the books and is not written back by an import', async () => {
    const customerIds = await livePerson(store.db, 'Peregrine', 'W3')
    await orders.erasePerson(store.db, customerIds, now)
    const again = order('Peregrine', 'W3', 'delivered')
    expect(await orders.upsertOrders(store.db, [again], 'import', now)).toMatchObject({ unchanged: 1 })
    const kept = await orders.findOrderByNumber(store.db, 'W3')
    expect(kept).toMatchObject({
      email: null,
      postcode: null,
      shippingAddress: null,
      total: { amount: 5000 },
    })
    expect(kept?.lines).toHaveLength(1)
  })
})

/** The tables in which this name stands anywhere, in any column. */
async function tablesNaming(db: Db, name: string): Promise<string[]> {
  const found: string[] = []
  for (const table of await tablesOf(db)) {
    const { rows } =
      await sql`select 1 from ${sql.table(table)} t where t::text ilike ${`%${name}%`} limit 1`.execute(db)
    if (rows.length > 0) found.push(table)
  }
  return found
}

function order(name: string, orderNumber: string, status: string) {
  return orders.orderInput.parse({
    orderNumber,
    status,
    customer: { userId: `user-${name}`, email: `${name}@example.com`, name },
    currency: 'USD',
    total: 5000,
    lines: [{ productId: 'p', variantId: 'v', title: 'Mug', quantity: 2, unitPrice: 2500 }],
    payments: [{ kind: 'payment', amount: 5000, method: `card of ${name}` }],
    shippingAddress: { line1: `${name} House`, postcode: '1234' },
    placedAt: '2026-02-01T00:00:00Z',
  })
}

/** What was sent to them, and where they write from. */
async function leaveOutbox(db: Db, name: string, customerId: string): Promise<void> {
  const at = { customerId, channel: 'email', kind: 'email', address: `${name}@example.com` } as const
  await noteInbound(db, at, now)
  const outboxId = await putOutboxRow(db, { customerId, text: `For ${name}`, createdAt: now })
  await sql`insert into outbox_keys (key, customer_id, outbox_id) values (${`for ${name}`}, ${customerId}, ${outboxId})`.execute(
    db,
  )
  await sql`insert into provider_messages (provider, provider_message_id, customer_id, outbox_id, part, noted_at)
    values ('fake', ${`to ${name}`}, ${customerId}, ${outboxId}, 0, ${now})`.execute(db)
  await sql`insert into journey_entries (customer_id, entry_id, journey, version, trigger, occurrence, state, step,
      entered_at, feed)
    values (${customerId}, ${`jen of ${name}`}, 'win-back', 1, 0, ${`the lapse of ${name}`}, 'ended', 1, ${now}, '{}')`.execute(
    db,
  )
}

/** A link that they followed. */
async function leaveLinks(db: Db, name: string, customerId: string): Promise<void> {
  const link = { customerId, ref: `mail to ${name}`, channel: 'email', url: `/for/${name}` } as const
  const [token = ''] = await links.mintLinks(db, [link], new Date(now.getTime() - 60_000))
  await links.noteHit(db, token, { machine: false }, now)
}

/** A picture of theirs. */
async function leaveUgc(db: Db, name: string, customerId: string): Promise<void> {
  const id = `ugc of ${name}`
  await sql`insert into ugc (customer_id, ugc_id, kind, product_id, display_name, stars, body, rights_version,
      rights_accepted_at, verified_buyer, warnings, state, withdraw_hash, created_at, changed_at)
    values (${customerId}, ${id}, 'photo', 'p', ${name}, null, '', '1', ${now}, false, '{}', 'pending', 'hash',
      ${now}, ${now})`.execute(db)
  await sql`insert into ugc_photos (customer_id, ugc_id, media_type, width, height, bytes)
    values (${customerId}, ${'ugc_1'}, 'image/png', 1, 1, ${Buffer.from([1])})`.execute(db)
}

/** A sale by event, and one that could not be taken. */
async function leaveEvents(db: Db, name: string, orderNumber: string): Promise<void> {
  const call = { type: 'track', userId: `user-${name}`, timestamp: '2026-02-01T00:00:00Z' }
  const properties = { order_id: orderNumber, products: [{ product_id: 'p', name: `Mug for ${name}` }] }
  const from = { source: 'till', trust: 'secret', receivedAt: now } as const
  await importEvents(db, [{ ...call, event: 'Order Completed', properties }], from, now)
  const refusal = { code: 'unknown_event', field: 'event', message: 'is not an event name' } as const
  const raw = { ...call, event: `Greeted ${name}` }
  await events.setAside(db, [{ ...from, raw, refusal, sentAt: null, proof: null }])
}

/** Leaves a row with this name in every personal table; answers the ids of the account and the session. */
async function livePerson(db: Db, name: string, orderNumber: string): Promise<string[]> {
  await orders.upsertOrders(db, [order(name, orderNumber, 'pending')], 'import', now)
  const bought = await orders.findOrderByNumber(db, orderNumber)
  await leaveSegments(db, bought?.customerId ?? '')
  await leaveEvents(db, name, orderNumber)
  const { session } = await identity.openVisitorSession(db, now)
  const iat = now.getTime() / 1000
  await identity.signInSession(db, session, { sub: `user-${name}`, iat, exp: iat + 60 }, now)
  const ref = await conversations.openConversation(db, bought?.customerId ?? '', 'web', now)
  await conversations.appendMessage(
    db,
    ref,
    { sender: 'customer', text: `I am ${name}`, page: { title: name } },
    now,
  )
  await conversations.recordToolCall(db, ref, {
    toolCallId: 'tcl_1',
    turnId: 'trn_1',
    messageSeq: 1,
    tool: 'get_order',
    arguments: { name },
    result: null,
    ok: true,
    error: null,
    trust: 'session',
    startedAt: now,
    milliseconds: 1,
  })
  await conversations.createProposal(
    db,
    ref,
    { tool: 'cancel_order', arguments: {}, summary: `For ${name}` },
    now,
  )
  await conversations.grantOrder(db, ref, bought?.orderId ?? '', now, 1000)
  await leavePhone(db, name, ref.customerId)
  await handoff.applyHandoff(db, ref, { type: 'request', reason: 'asked_for_person', summary: name }, now)
  await carts.changeCart(
    db,
    ref.customerId,
    { productId: 'p', variantId: 'v', quantity: 1, mode: 'add' },
    now,
  )
  await orders.cancelOrder(db, bought?.orderId ?? '', `${name} changed their mind`, now)
  await consent.recordConsent(
    db,
    {
      customerId: ref.customerId,
      channel: 'email',
      purpose: 'all',
      state: 'denied',
      source: 'words',
      evidence: `${name} wants no mail`,
    },
    now,
  )
  await consent.noteGrounds(db, [{ customerId: ref.customerId, ground: 'purchase', at: now }])
  await consent.setContactPreferences(
    db,
    ref.customerId,
    { frequency: {}, categories: [`Gifts for ${name}`], language: 'en', pausedUntil: null },
    now,
  )
  await deliverToDevice(
    db,
    {
      to: { channel: 'sms', kind: 'phone', value: `phone of ${name}` },
      content: { type: 'text', text: `Hello ${name}` },
      reference: ref,
    },
    `sbx_${name}`,
    now,
  )
  await leaveExposure(db, name, ref.customerId)
  await leaveSlots(db, name, ref.customerId)
  await leaveOffer(db, name, ref.customerId)
  await leaveOutbox(db, name, ref.customerId)
  await leaveLinks(db, name, ref.customerId)
  await leaveUgc(db, name, ref.customerId)
  await leaveProfile(db, name, ref.customerId)
  await leaveIntegrations(db, name, ref.customerId)
  await leaveDuplicates(db, name, ref.customerId)
  const asked = { kind: 'export', subject: name, reason: `${name} wrote to us`, staffId: 'stf_1' } as const
  await askRequest(db, { customerId: ref.customerId, ...asked }, now)
  return identity.membersOf(db, session.customerId)
}

async function leavePhone(db: Db, name: string, customerId: string): Promise<void> {
  const address = { channel: 'whatsapp', kind: 'whatsapp_id', value: `US.${name}` } as const
  await inTransaction(db, async (tx) => {
    const whose = { customerId, members: [customerId], addresses: [address] }
    const ref = await conversations.openThread(tx, whose, now)
    const said = { sender: 'customer' as const, text: `${name} here`, channel: 'whatsapp' as const }
    const { message } = await conversations.appendMessage(tx, ref, said, now)
    const brought = { provider: 'test', providerMessageId: `wamid of ${name}`, media: [] }
    const { conversationId } = ref
    await conversations.noteChannelMessage(
      tx,
      { ...brought, customerId, conversationId, messageId: message.messageId },
      [address],
      now,
    )
  })
}

async function leaveExposure(db: Db, name: string, customerId: string): Promise<void> {
  const experiment = experiments.holdouts({ global: 5, associates: 0, journeys: 10 }).global
  const exposure = { customerId, rootId: customerId, experiment, outboxId: `of ${name}` }
  await experiments.recordExposures(db, [{ ...exposure, variation: 'treated' }], now)
  const shown = { customerId: exposure.customerId, rootId: exposure.rootId, outboxId: null }
  await experiments.recordTestExposures(db, [{ ...shown, test: 'creative:a', arm: 'crv_1' }], now)
}

async function leaveDuplicates(db: Db, name: string, customerId: string): Promise<void> {
  const address = identity.address.parse({
    line1: `1 ${name} Street`,
    city: name,
    postcode: '1234',
    country: 'GB',
  })
  await identity.updateCustomer(db, customerId, { name: `Ann ${name}`, address }, now)
  await identity.refreshHouseholds(db, now)
  const evidence = JSON.stringify([{ field: 'surname', left: name, right: 'Other' }])
  await sql`insert into duplicate_pairs
    (customer_id, other_id, pair_id, run_id, weight, probability, evidence, state, found_at)
    values (${customerId}, 'cus_zz', ${`dup of ${name}`}, 'dru_1', 1, 0.6, ${evidence}, 'open', ${now})`.execute(
    db,
  )
}

async function leaveSegments(db: Db, customerId: string): Promise<void> {
  await segments.addReadyMadeSegments(db, now)
  await segments.trainPredictions(db, now)
  await segments.noteChanged(db, [customerId], now)
}

async function leaveProfile(db: Db, name: string, customerId: string): Promise<void> {
  const trait = { customerId, source: 'chat', party: 'zero' as const, at: now }
  await profile.forgetTraits(db, customerId, [`fan of ${name}`], now)
  await profile.setTrait(db, { ...trait, name: 'style', value: `like ${name}`, evidence: name }, now)
  const happened = (event: string, properties: Record<string, unknown>) => ({
    customerId,
    event: {
      messageId: `${event} of ${name}`,
      type: 'track' as const,
      name: event,
      occurredAt: now,
      receivedAt: now,
      identifiers: [],
      properties,
      traits: {},
      context: {},
      source: 'web',
      trust: 'secret' as const,
    },
  })
  const rows = [
    happened('Loyalty Points Earned', { points: 5, reason: `For ${name}` }),
    happened('Subscription Started', { subscription_id: `sub ${name}` }),
    happened('Location Permission Granted', { device_id: `phone of ${name}` }),
  ]
  await profile.applyEvents(db, rows, now)
}

/** An offer that they hold and have not used. */
async function leaveOffer(db: Db, name: string, customerId: string): Promise<void> {
  const at = { by: null }
  const input = { kind: 'amount', value: 500, currency: 'USD', marginFloor: null, validDays: 14 } as const
  const offerName = `for-${name.toLowerCase()}`
  const offer = await offers.saveOffer(db, { ...input, name: offerName, title: 'Five off' }, at, now)
  await offers.setOfferStatus(db, offer.offerId, 'live', null, now)
  const asked = { key: `of ${name}`, offerId: offer.offerId, customerId, channel: 'email', messageCost: null }
  await inTransaction(db, (tx) => offers.issueOffers(tx, [asked], now))
  await sql`delete from offer_changes`.execute(db) // the shop's own words, which name the case's person
  await sql`update offers set name = offer_id, definition = '{}'`.execute(db)
}

/** What another system was told of them, and a list that they stand in. */
async function leaveIntegrations(db: Db, name: string, customerId: string): Promise<void> {
  const about = JSON.stringify({ customerId, reason: `asked by ${name}` })
  await sql`insert into webhook_deliveries (customer_id, delivery_id, webhook_id, event, data, state, attempts,
      happened_at, due_at)
    values (${customerId}, ${`whd of ${name}`}, 'whk_1', 'handoff.opened', ${about}::jsonb, 'waiting', 0, ${now}, ${now})`.execute(
    db,
  )
  await sql`insert into audience_members (customer_id, audience_id, kind, hash, wanted, held, changed_at)
    values (${customerId}, 'aud_1', 'email', 'hash', true, 'yes', ${now})`.execute(db)
  await sql`insert into audience_queue (customer_id) values (${customerId})`.execute(db)
}

/** What a slot showed them on a page of their own. */
async function leaveSlots(db: Db, name: string, customerId: string): Promise<void> {
  await sql`insert into slot_exposures (customer_id, decided_at, exposure_id, decision_id, slot, variant_id,
      strategy, reason, segment_key, product_ids, is_default, is_late, path)
    values (${customerId}, ${now}, 'sle_1', 'dec_1', 'home_hero', null, 'personal', 'default', 'm1', '{}', true,
      false, ${`/wishlists/${name}`})`.execute(db)
}
