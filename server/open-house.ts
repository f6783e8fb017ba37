import type { AgentDeps } from '#agent/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import { noCities, openCityFinder } from '#domain/profile/index.ts'
import { openRecommender } from '#domain/recommendation/index.ts'
import { readSettings } from '#domain/settings/index.ts'
import { noWeather, openSlots, type WeatherOf } from '#domain/slots/index.ts'
import {
  createEventIntake,
  createInbound,
  createOutreach,
  type Inbound,
  type PublishedEvent,
} from '#inbound/index.ts'
import { openShelf } from '#knowledge/catalog/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import { createChatModel, createEmbedder, type Embedder } from '#models/index.ts'
import { createComposer, createHabits, createOutbox } from '#orchestrator/index.ts'
import { createJobs, migrate, openStore, type Store } from '#store/index.ts'
import { allTools } from '#tools/index.ts'
import { type Channels, openChannels } from './channels.ts'
import { type Config, type Environment, readConfig } from './config.ts'
import { journalPath, openErasureJournal } from './erasure-journal.ts'
import { prepareFirstStart } from './first-start.ts'
import type { House } from './house.ts'
import { createHub } from './hub.ts'
import { openIntegrations } from './integrations.ts'
import { openJourneys } from './journeys.ts'
import { createKeyMemory } from './key-memory.ts'
import { ownPagesOf } from './links/own-pages.ts'
import { createLog } from './log.ts'
import { openMailAndPush } from './mail-and-push.ts'
import { createMetrics } from './metrics.ts'
import { openNextBest } from './next-best.ts'
import { createOpenChats } from './open-chats.ts'
import { readShop, templatesById } from './outbox.ts'
import { createRateLimits, type Limits } from './rate-limits.ts'
import { openRecentSettings } from './recent-settings.ts'
import { openSandbox } from './sandbox/sandbox.ts'
import { readSecrets } from './secrets.ts'
import { createNextOnSite } from './slots/next-on-site.ts'

export interface HouseOptions {
  env: Environment
  /** Folder of the embedded database and of what else is kept; `memory` keeps nothing. */
  dataDir?: string | undefined
  /** A PostgreSQL server in place of the embedded database. */
  databaseUrl?: string | undefined
  /** A database that is open already (tests); closing the house closes it. */
  store?: Store | undefined
  /** true: make the demo shop now. false: never. undefined: only into an empty embedded database. */
  demo?: boolean | undefined
  clock?: (() => Date) | undefined
  /** In place of the model the environment names; null: the offline model alone. */
  model?: AgentDeps['model'] | undefined
  /** In place of the encoder the environment names; null: search by words alone. */
  embedder?: Embedder | null | undefined
  /** true: every channel goes to the sandbox, whatever the environment has credentials for. */
  sandboxOnly?: boolean | undefined
  limits?: Partial<Limits> | undefined
  /** What knows the weather; without it nobody does. */
  weatherOf?: WeatherOf | undefined
  /** Where log lines go; standard output without it. */
  logTo?: { write: (line: string) => void } | undefined
  onStep?: ((text: string) => void) | undefined
}

/** Opens every room, in this order. Throws an Error of one line where the configuration does not hold. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const clock = options.clock ?? (() => new Date())
  const onStep = options.onStep ?? (() => {})
  // 1. configuration, secrets, log
  const config = readConfig(options.env)
  const onServer = options.databaseUrl !== undefined
  const secrets = readSecrets(config, options.dataDir, onServer)
  const erasures = openErasureJournal(
    journalPath({ file: config.ERASURES_FILE, dataDir: options.dataDir, onServer }),
  )
  const cities = config.GEOIP_FILE ? openCityFinder(config.GEOIP_FILE) : noCities
  const log = createLog(config.LOG_LEVEL, options.logTo)
  const metrics = createMetrics()
  // 2. the database, in its newest form
  onStep('Opening the database')
  const store =
    options.store ?? (await openStore({ databaseUrl: options.databaseUrl, dataDir: options.dataDir }))
  try {
    const { db } = store
    await migrate(db)
    // 3. keys, accounts and the demo shop, at the first start
    const embedded = store.kind === 'pglite'
    const firstStart = await prepareFirstStart(db, { demo: options.demo, embedded, now: clock(), onStep })
    // 4. search by words at once; vectors come in the background
    onStep('Opening the search')
    const embedder = options.embedder === undefined ? await embedderOf(config) : options.embedder
    const shelf = await openShelf(db)
    const search = await openSearch(db, { embedder, shelf, clock, log })
    const recommender = await openRecommender(db, { shelf, similar: search.similar, clock })
    // 5. the agent and what comes in
    const model = options.model === undefined ? await modelOf(config) : options.model
    const settings = () => readSettings(db)
    const published = createHub<PublishedEvent>()
    const staffChanged = createHub<string>()
    const erased = createHub<readonly string[]>()
    const publish = published.tell
    const agent: AgentDeps = { model, tools: allTools, log }
    const observe = metrics.observe
    const suppressionKey = secrets.suppression
    const placeOf = (keys: readonly string[]) => cities.placeOf(addressIn(keys))
    const recentSettings = await openRecentSettings(settings)
    const slots = await openSlots(db, {
      shelf,
      recommend: recommender.recommend,
      factsOf: recommender.factsOf,
      suppressionKey,
      locale: () => recentSettings.now().locale,
      clock,
      log,
    })
    const publicAddress = { url: config.PUBLIC_URL?.replace(/\/$/, '') ?? '' }
    const publicUrl = () => publicAddress.url
    // what is said in a conversation leaves by the outbox, and what the outbox hears goes back to it
    let inbound: Inbound
    const sandbox = openSandbox({
      db,
      clock,
      log,
      status: (update) => inbound.status(update),
      receive: (message) => inbound.channelMessage(message),
    })
    const openChats = createOpenChats()
    // 6. the ways out, and the one door to them
    const failed = (error: unknown) =>
      log.error({ error, step: 'channel' }, 'what a channel told was not taken')
    const channels = await openChannels({
      config,
      publicUrl,
      others: options.sandboxOnly ? [] : openMailAndPush(config, secrets, clock),
      sandboxOnly: options.sandboxOnly,
      sandbox: sandbox.openAdapter,
      onMessage: (message) => void inbound.channelMessage(message).catch(failed),
      onStatus: (update) => void inbound.status(update).catch(failed),
      log,
      dataDir: options.dataDir,
    })
    const pen = { compose: channels.compose, publicUrl, clock }
    const shop = readShop({ ...pen, linkKey: secrets.link, postalAddress: config.POSTAL_ADDRESS })
    const jobs = createJobs({ databaseUrl: options.databaseUrl, db, log })
    const composer = createComposer({
      recommender,
      publicUrl,
      ownPages: () => ownPagesOf({ shelf, recentSettings, publicUrl }),
      linkKey: secrets.link,
    })
    const outbox = createOutbox({
      db,
      clock,
      log,
      suppressionKey,
      shop,
      resolve: composer.resolve,
      stillWanted: (tx, rows, now) => journeys.stillWanted(tx, rows, now),
      templates: templatesById,
      adapterFor: (channel) => (channel === 'web' ? null : channels.adapterFor(channel)),
      deliverWeb: (row) => inbound.deliverWeb(row),
      noteSaid: (row, now) => inbound.noteSaid(row, now),
      changed: (change) => inbound.deliveryChanged(change),
      wakeOthers: jobs.wake,
      writers: embedded ? 1 : 2,
    })
    const habits = createHabits({ suppressionKey, shop })
    const integrations = openIntegrations({ db, config, secrets, log })
    const journeys = openJourneys({ db, log, outbox, suppressionKey, shop, shelf, habits })
    const nextBest = openNextBest({
      db,
      suppressionKey,
      shop,
      templates: templatesById,
      resolve: composer.resolve,
      habits,
      journeys: journeys.candidates,
    })
    const nextOnSite = createNextOnSite({ nextBest, rev: shelf.rev, clock, log })
    inbound = createInbound({
      db,
      settings,
      agent,
      search,
      recommender,
      outbox,
      nextBest,
      suppressionKey,
      placeOf,
      isOpen: openChats.isOpen,
      publish,
      clock,
      log,
      observe,
    })
    const events = createEventIntake({
      db,
      writers: embedded ? 1 : 2,
      clock,
      log,
      onTouched: ({ customerIds, consenting, looking }) => {
        // what somebody looks at stands in their page's session at once, and in their facts a little later
        journeys.note(customerIds)
        const lookers = new Set(looking)
        const acted = customerIds.filter((id) => !lookers.has(id))
        nextOnSite.outdate(looking)
        nextOnSite.forget(acted)
        slots.visitors.outdate(acted)
        slots.visitors.forget(consenting)
      },
    })
    // what is said in a conversation may be a no to what is known being used: the next page holds to it
    published.hear(({ type, ref }) => {
      if (type !== 'message') return
      journeys.note([ref.customerId])
      const forget = (customerIds: readonly string[]) => {
        slots.visitors.forget(customerIds)
        nextOnSite.forget(customerIds)
      }
      membersOf(db, ref.customerId).then(forget, (error: unknown) =>
        log.warn({ error, step: 'slots' }, 'who wrote could not be read'),
      )
    })
    erased.hear((customerIds) => {
      slots.visitors.forget(customerIds)
      nextOnSite.forget(customerIds)
      slots.exposures.forget(customerIds)
    })
    const outreach = createOutreach({
      db,
      outbox,
      shop,
      templates: templatesById,
      agent,
      search,
      settings,
      suppressionKey,
    })
    return {
      store,
      db,
      config,
      secrets,
      log,
      metrics,
      limits: createRateLimits(options.limits),
      search,
      shelf,
      recommender,
      slots,
      recentSettings,
      placeOf: cities.placeOf,
      weatherOf: options.weatherOf ?? noWeather,
      inbound,
      agent,
      outbox,
      journeys,
      integrations,
      nextBest,
      nextOnSite,
      jobs,
      outreach,
      channels,
      events,
      keys: createKeyMemory(db),
      sandbox,
      openChats,
      clock,
      settings,
      onPublished: published.hear,
      onStaffChanged: staffChanged.hear,
      staffChanged: staffChanged.tell,
      erasures,
      onErased: erased.hear,
      erased: erased.tell,
      publicUrl,
      listeningAt: (url) => {
        publicAddress.url ||= url
      },
      firstStart,
      close: () =>
        closeHouse({
          store,
          events,
          jobs,
          outbox,
          channels,
          inbound,
          integrations,
          slots,
          search,
          embedder,
          metrics,
        }),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The address among the keys that a caller is counted under. */
function addressIn(keys: readonly string[]): string {
  const prefix = 'address:'
  return keys.find((key) => key.startsWith(prefix))?.slice(prefix.length) ?? ''
}

async function closeHouse(rooms: {
  store: Store
  events: House['events']
  jobs: House['jobs']
  outbox: House['outbox']
  channels: Channels
  inbound: House['inbound']
  integrations: House['integrations']
  slots: House['slots']
  search: Search
  embedder: Embedder | null
  metrics: House['metrics']
}): Promise<void> {
  await rooms.events.close()
  await rooms.jobs.close()
  await rooms.outbox.close()
  await rooms.channels.close() // before inbound: a sandbox still tells what became of its messages
  await rooms.inbound.close()
  await rooms.integrations.webhooks.close()
  await rooms.slots.close()
  await rooms.search.close()
  await rooms.embedder?.close()
  await rooms.store.close()
  rooms.metrics.close()
}

const MODEL_TIMEOUT_MS = 30_000

async function modelOf(config: Config): Promise<AgentDeps['model']> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = config
  if (!OPENAI_API_KEY && !OPENAI_BASE_URL) return null
  return createChatModel({
    apiKey: OPENAI_API_KEY ?? 'none', // a server of one's own may want none
    baseUrl: OPENAI_BASE_URL,
    model: OPENAI_MODEL,
    timeoutMs: MODEL_TIMEOUT_MS,
  })
}

function embedderOf(config: Config): Promise<Embedder> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = config
  // a server of another vendor speaks chat, not always embeddings: only the provider's own is assumed to
  return createEmbedder(apiKey && !baseUrl ? { apiKey } : 'offline')
}
