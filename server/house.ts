import type { AgentDeps } from '#agent/index.ts'
import type { Place } from '#domain/profile/index.ts'
import type { Recommender } from '#domain/recommendation/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Slots, WeatherOf } from '#domain/slots/index.ts'
import type { EventIntake, Inbound, Outreach, PublishedEvent } from '#inbound/index.ts'
import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import type { Outbox } from '#orchestrator/index.ts'
import type { Db, Jobs, Store } from '#store/index.ts'
import type { Channels } from './channels.ts'
import type { Config } from './config.ts'
import type { ErasureJournal } from './erasure-journal.ts'
import type { Integrations } from './integrations.ts'
import type { OpenJourneys } from './journeys.ts'
import type { KeyMemory } from './key-memory.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { NextBest } from './next-best.ts'
import type { OpenChats } from './open-chats.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RecentSettings } from './recent-settings.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import type { Secrets } from './secrets.ts'
import type { NextOnSite } from './slots/next-on-site.ts'

/** The open house: every room wired, without HTTP and sockets. */
export interface House {
  store: Store
  db: Db
  config: Config
  secrets: Secrets
  log: Log
  metrics: Metrics
  limits: RateLimits
  search: Search
  /** The catalog in memory, at most a quarter of a second old. */
  shelf: Shelf
  recommender: Recommender
  /** What stands where on the site. */
  slots: Slots
  inbound: Inbound
  /** The model, if there is one, and what it may ask for. */
  agent: AgentDeps
  /** Everything that leaves the house leaves here. */
  outbox: Outbox
  /** What the shop says first, to whom and when. */
  journeys: OpenJourneys
  /** What the shop could best do next for somebody: asked by the agent, the site and the associate's page. */
  nextBest: NextBest
  /** What of it stands in the slots of the site, in memory. */
  nextOnSite: NextOnSite
  /** Signed webhooks, and lists for ads. */
  integrations: Integrations
  /** Wakes the workers of other processes; started by a server only. */
  jobs: Jobs
  outreach: Outreach
  channels: Channels
  events: EventIntake
  keys: KeyMemory
  /** Phones and mailboxes of the channels that have no provider. */
  sandbox: Sandbox
  openChats: OpenChats
  clock: () => Date
  settings: () => Promise<Settings>
  /** The same as they were within the last second, without asking the database. */
  recentSettings: RecentSettings
  /** Where an address seems to be, by the local file of cities. */
  placeOf: (address: string) => Place | null
  weatherOf: WeatherOf
  /** Hears what happens in conversations; answers how to stop. */
  onPublished: (listener: (event: PublishedEvent) => void) => () => void
  /** Hears that a person's session, roles or account may have changed; answers how to stop. */
  onStaffChanged: (listener: (staffId: string) => void) => () => void
  staffChanged: (staffId: string) => void
  /** Where erasures are remembered outside the database. */
  erasures: ErasureJournal
  /** Hears which customer ids are no more; answers how to stop. */
  onErased: (listener: (customerIds: readonly string[]) => void) => () => void
  erased: (customerIds: readonly string[]) => void
  /** Where this server is reached: PUBLIC_URL, else the address it listens on. */
  publicUrl: () => string
  /** Told by whoever listens. */
  listeningAt: (url: string) => void
  firstStart: FirstStart | null
  close: () => Promise<void>
}

/** What was made at the very first start; passwords and the secret key are never shown again. */
export interface FirstStart {
  staff: { email: string; name: string; roles: string[]; password: string }[]
  secretKey: string
}
