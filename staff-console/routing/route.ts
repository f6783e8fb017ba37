import type { DeliveryChannel, OutboundChannel, OutboxState } from '#contract/outbound.ts'
import type { ConversationViewName } from '#contract/staff-api.ts'
import type { OutboxSenderType } from '#contract/staff-outbox.ts'

export const viewNames = ['queue', 'mine', 'open', 'closed'] as const satisfies ConversationViewName[]
export const settingsSections = ['welcome', 'hours', 'look', 'site', 'documents', 'contact-rules'] as const
export type SettingsSection = (typeof settingsSections)[number]
export const customerSteps = ['page', 'write', 'merge', 'unmerge'] as const
/** What is being done with a customer: read, written to, merged with another, un-merged. */
export type CustomerStep = (typeof customerSteps)[number]

export interface CustomersRoute {
  room: 'customers'
  /** What is searched for; empty: the newest. */
  query: string
  customerId: string | null
  step: CustomerStep
  /** The other side of a merge, once it is chosen. */
  otherId: string | null
}

export interface SegmentsRoute {
  room: 'segments'
  segmentId: string | null
  /** What is being done: read, written anew, made. */
  step: 'page' | 'edit' | 'new'
}

/** The slots of the site, one of them, or what is written of it. */
export interface SlotsRoute {
  room: 'slots'
  slot: string | null
  /** What is being done: read, written anew, made; a variant of it written. */
  step: 'page' | 'edit' | 'new' | 'variant'
  /** null: a new one. */
  variantId: string | null
}

export const journeySteps = ['page', 'definition', 'readout', 'people'] as const

/** The journeys, one of them, what it has earned, who is in it, or what is written of it. */
export interface JourneysRoute {
  room: 'journeys'
  journey: string | null
  step: (typeof journeySteps)[number] | 'new'
  /** A snapshot of its readout; null: as it stands now. */
  readoutId: string | null
}

/** The offers, one of them, or what is done with it. */
export interface OffersRoute {
  room: 'offers'
  /** Id or name. */
  offerId: string | null
  /** What is being done: read, written anew, made, tried with a customer. */
  step: 'page' | 'edit' | 'new' | 'try'
}

const deviceChannels = ['whatsapp', 'sms', 'email', 'push'] as const satisfies DeliveryChannel[]

/** The phones and mailboxes, or one of them. */
export interface SandboxRoute {
  room: 'sandbox'
  channel: DeliveryChannel | null
  address: string | null
}

/** As the contract lists them, in the order of a message's life. */
export const outboxStates = [
  'held',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'failed',
  'dead',
  'refused',
  'cancelled',
] as const satisfies OutboxState[]
export const outboxChannels = ['web', 'sms', 'whatsapp', 'email', 'push'] as const satisfies OutboundChannel[]
export const outboxSenders = ['agent', 'associate', 'journey', 'house'] as const satisfies OutboxSenderType[]

/** Everything that leaves, as it is filtered, or one message; the filter stays for the way back. */
export interface OutboxRoute {
  room: 'outbox'
  messageId: string | null
  state: OutboxState | null
  channel: OutboundChannel | null
  sender: OutboxSenderType | null
  reason: string
  /** Of one person. */
  customerId: string
}

/** The messages, one of them as it stands in a version, or a new one. */
export interface MessagesRoute {
  room: 'messages'
  message: string | null
  step: 'page' | 'new'
  /** null: the draft, else what is live. */
  version: number | null
}

/** Where in the console a person is; every place has an address. */
export type Route =
  | { room: 'conversations'; view: ConversationViewName; conversationId: string | null }
  | CustomersRoute
  /** All pairs, or those of one customer. */
  | { room: 'duplicates'; customerId: string | null }
  /** Of everybody, or of one customer. */
  | { room: 'requests'; customerId: string | null }
  | SegmentsRoute
  | { room: 'groups' }
  | { room: 'predictions' }
  | SlotsRoute
  /** Of all slots, or of one. */
  | { room: 'side-by-side'; slot: string | null }
  | JourneysRoute
  | { room: 'calendar' }
  | OffersRoute
  /** All endpoints or lists for ads, or one. */
  | { room: 'webhooks'; webhookId: string | null }
  | { room: 'audiences'; audienceId: string | null }
  | OutboxRoute
  | { room: 'recommendations' }
  | { room: 'templates' }
  | MessagesRoute
  /** All of them, one (its id), or a new one. */
  | { room: 'modules'; module: string | null }
  | { room: 'claims' }
  | { room: 'photos' }
  | { room: 'pictures' }
  | SandboxRoute
  | { room: 'sources'; source: string | null }
  | { room: 'event-names' }
  | { room: 'settings'; section: SettingsSection }
  | { room: 'staff' }
  | { room: 'install' }
  | { room: 'unknown' }

export const home: Route = { room: 'conversations', view: 'queue', conversationId: null }
export const allCustomers: CustomersRoute = {
  room: 'customers',
  query: '',
  customerId: null,
  step: 'page',
  otherId: null,
}

export const allSegments: SegmentsRoute = { room: 'segments', segmentId: null, step: 'page' }

/** The page of one segment. */
export const segmentPage = (segmentId: string): SegmentsRoute => ({ ...allSegments, segmentId })

export const allSlots: SlotsRoute = { room: 'slots', slot: null, step: 'page', variantId: null }

/** The page of one slot. */
export const slotPage = (slot: string): SlotsRoute => ({ ...allSlots, slot })

export const allOffers: OffersRoute = { room: 'offers', offerId: null, step: 'page' }

export const allWebhooks: Route = { room: 'webhooks', webhookId: null }
export const webhookPage = (webhookId: string): Route => ({ room: 'webhooks', webhookId })
export const allAudiences: Route = { room: 'audiences', audienceId: null }
export const audiencePage = (audienceId: string): Route => ({ room: 'audiences', audienceId })

/** The page of one offer, by id or name. */
export const offerPage = (offerId: string): OffersRoute => ({ ...allOffers, offerId })

/** Where a variant is written; null: a new one. */
export const variantPage = (slot: string, variantId: string | null): SlotsRoute => ({
  room: 'slots',
  slot,
  step: 'variant',
  variantId,
})

export const allJourneys: JourneysRoute = { room: 'journeys', journey: null, step: 'page', readoutId: null }

/** A page of one journey. */
export const journeyPage = (journey: string, step: JourneysRoute['step'] = 'page'): JourneysRoute => ({
  ...allJourneys,
  journey,
  step,
})

/** The page of one customer. */
export const customerPage = (customerId: string, query = ''): CustomersRoute => ({
  ...allCustomers,
  query,
  customerId,
})

/** Where a customer is written to. */
export const writePage = (customerId: string): CustomersRoute => ({
  ...allCustomers,
  customerId,
  step: 'write',
})

export const allMessages: MessagesRoute = { room: 'messages', message: null, step: 'page', version: null }

/** The page of one message. */
export const messagePage = (message: string, version: number | null = null): MessagesRoute => ({
  ...allMessages,
  message,
  version,
})

export const wholeOutbox: OutboxRoute = {
  room: 'outbox',
  messageId: null,
  state: null,
  channel: null,
  sender: null,
  reason: '',
  customerId: '',
}

export const allDevices: SandboxRoute = { room: 'sandbox', channel: null, address: null }

/** One phone or mailbox. */
export const devicePage = (channel: DeliveryChannel, address: string): SandboxRoute => ({
  room: 'sandbox',
  channel,
  address,
})

/** Reads an address such as `/console/conversations/con_1?view=mine`. */
export function parseRoute(pathname: string, search: string): Route {
  const [base, room = '', ...rest] = pathname.split('/').filter(Boolean)
  if (base !== 'console') return { room: 'unknown' }
  if (room === '') return home
  return readers[room]?.(rest.map(decode), new URLSearchParams(search)) ?? { room: 'unknown' }
}

type Reader = (rest: string[], search: URLSearchParams) => Route | null

const readers: Record<string, Reader | undefined> = {
  conversations: ([conversationId = null, ...more], search) => {
    const view = viewNames.find((name) => name === search.get('view')) ?? 'queue'
    return more.length > 0 ? null : { room: 'conversations', view, conversationId }
  },
  customers: readCustomers,
  settings: ([name = 'welcome', ...more]) => {
    const section = settingsSections.find((each) => each === name)
    return section && more.length === 0 ? { room: 'settings', section } : null
  },
  duplicates: (rest, search) =>
    rest.length === 0 ? { room: 'duplicates', customerId: search.get('customer') || null } : null,
  requests: (rest, search) =>
    rest.length === 0 ? { room: 'requests', customerId: search.get('customer') || null } : null,
  segments: readSegments,
  groups: (rest) => (rest.length === 0 ? { room: 'groups' } : null),
  predictions: (rest) => (rest.length === 0 ? { room: 'predictions' } : null),
  slots: readSlotsRoute,
  offers: readOffers,
  webhooks: ([webhookId = null, ...more]) => (more.length > 0 ? null : { room: 'webhooks', webhookId }),
  audiences: ([audienceId = null, ...more]) => (more.length > 0 ? null : { room: 'audiences', audienceId }),
  'side-by-side': (rest, search) =>
    rest.length === 0 ? { room: 'side-by-side', slot: search.get('slot') || null } : null,
  journeys: readJourneysRoute,
  calendar: (rest) => (rest.length === 0 ? { room: 'calendar' } : null),
  sandbox: readSandbox,
  outbox: readOutbox,
  recommendations: (rest) => (rest.length === 0 ? { room: 'recommendations' } : null),
  messages: readMessages,
  modules: ([module = null, ...more]) => (more.length > 0 ? null : { room: 'modules', module }),
  claims: (rest) => (rest.length === 0 ? { room: 'claims' } : null),
  photos: (rest) => (rest.length === 0 ? { room: 'photos' } : null),
  pictures: (rest) => (rest.length === 0 ? { room: 'pictures' } : null),
  templates: (rest) => (rest.length === 0 ? { room: 'templates' } : null),
  sources: ([source = null, ...more]) => (more.length > 0 ? null : { room: 'sources', source }),
  'event-names': (rest) => (rest.length === 0 ? { room: 'event-names' } : null),
  staff: (rest) => (rest.length === 0 ? { room: 'staff' } : null),
  install: (rest) => (rest.length === 0 ? { room: 'install' } : null),
}

function readCustomers(rest: string[], search: URLSearchParams): CustomersRoute | null {
  const [customerId = null, name = 'page', ...more] = rest
  const step = customerSteps.find((each) => each === name)
  if (!step || more.length > 0 || (rest.length === 2 && step === 'page')) return null
  const otherId = step === 'merge' ? search.get('other') : null
  return { room: 'customers', query: search.get('q') ?? '', customerId, step, otherId }
}

function readSegments(rest: string[]): SegmentsRoute | null {
  const [segmentId = null, step = null, ...more] = rest
  if (more.length > 0 || (step !== null && step !== 'edit')) return null
  if (segmentId === 'new') return step === null ? { ...allSegments, step: 'new' } : null
  return { room: 'segments', segmentId, step: step ?? 'page' }
}

/** No slot has a hyphen in its name. */
const NEW_SLOT = 'new-slot'

function readSlotsRoute(rest: string[]): SlotsRoute | null {
  const [slot = null, step = null, ...more] = rest
  if (more.length > 0) return null
  if (slot === NEW_SLOT) return step === null ? { ...allSlots, step: 'new' } : null
  if (slot === null || step === null) return { ...allSlots, slot }
  if (step === 'edit') return { ...allSlots, slot, step }
  return variantPage(slot, step === 'new' ? null : step)
}

/** No journey has an underscore in its name. */
const NEW_JOURNEY = 'new_journey'

function readJourneysRoute(rest: string[]): JourneysRoute | null {
  const [journey = null, name = 'page', readoutId = null, ...more] = rest
  if (more.length > 0) return null
  if (journey === NEW_JOURNEY) return rest.length === 1 ? { ...allJourneys, step: 'new' } : null
  const step = journeySteps.find((each) => each === name)
  if (!step || (rest.length === 2 && step === 'page') || (readoutId !== null && step !== 'readout'))
    return null
  return { room: 'journeys', journey, step, readoutId }
}

function readOffers(rest: string[]): OffersRoute | null {
  const [offerId = null, step = null, ...more] = rest
  if (more.length > 0) return null
  if (offerId === 'new') return step === null ? { ...allOffers, step: 'new' } : null
  if (step === null) return { ...allOffers, offerId }
  return step === 'edit' || step === 'try' ? { room: 'offers', offerId, step } : null
}

/** No id of a message has a hyphen in it. */
const NEW_MESSAGE = 'new-message'

function readMessages(rest: string[], search: URLSearchParams): MessagesRoute | null {
  const [message = null, ...more] = rest
  if (more.length > 0) return null
  if (message === NEW_MESSAGE) return { ...allMessages, step: 'new' }
  const version = Number(search.get('version'))
  return { ...allMessages, message, version: Number.isInteger(version) && version > 0 ? version : null }
}

function readOutbox(rest: string[], search: URLSearchParams): OutboxRoute | null {
  const [messageId = null, ...more] = rest
  if (more.length > 0) return null
  return {
    room: 'outbox',
    messageId,
    state: outboxStates.find((each) => each === search.get('state')) ?? null,
    channel: outboxChannels.find((each) => each === search.get('channel')) ?? null,
    sender: outboxSenders.find((each) => each === search.get('sender')) ?? null,
    reason: search.get('reason') ?? '',
    customerId: search.get('customer') ?? '',
  }
}

function readSandbox(rest: string[]): SandboxRoute | null {
  const [name = null, address = null, ...more] = rest
  if (name === null) return allDevices
  const channel = deviceChannels.find((each) => each === name)
  return channel && address !== null && more.length === 0 ? devicePage(channel, address) : null
}

/** The address of a route: what `parseRoute` reads back. */
export function formatRoute(route: Route): string {
  switch (route.room) {
    case 'conversations':
      return address([route.room, route.conversationId], { view: route.view === 'queue' ? '' : route.view })
    case 'customers': {
      const step = route.step === 'page' ? null : route.step
      return address([route.room, route.customerId, step], { q: route.query, other: route.otherId ?? '' })
    }
    case 'duplicates':
    case 'requests':
      return address([route.room], { customer: route.customerId ?? '' })
    case 'segments':
      return address([route.room, route.step === 'new' ? 'new' : route.segmentId, ...editStep(route)])
    case 'slots':
      return slotAddress(route)
    case 'journeys':
      return journeyAddress(route)
    case 'webhooks':
      return address([route.room, route.webhookId])
    case 'audiences':
      return address([route.room, route.audienceId])
    case 'offers':
      return address([route.room, route.step === 'new' ? 'new' : route.offerId, offerStep(route)])
    case 'side-by-side':
      return address([route.room], { slot: route.slot ?? '' })
    case 'outbox': {
      const { messageId, state, channel, sender, reason, customerId: customer } = route
      const filter = { state: state ?? '', channel: channel ?? '', sender: sender ?? '', reason, customer }
      return address([route.room, messageId], filter)
    }
    case 'sandbox':
      return address([route.room, route.channel, route.address])
    case 'messages': {
      const version = route.version === null ? '' : String(route.version)
      return address([route.room, route.step === 'new' ? NEW_MESSAGE : route.message], { version })
    }
    case 'modules':
      return address([route.room, route.module])
    case 'sources':
      return address([route.room, route.source])
    case 'settings':
      return address([route.room, route.section])
    case 'unknown':
      return address([])
    default:
      return address([route.room])
  }
}

function slotAddress({ room, slot, step, variantId }: SlotsRoute): string {
  if (step === 'new') return address([room, NEW_SLOT])
  if (step === 'variant') return address([room, slot, variantId ?? 'new'])
  return address([room, slot, step === 'edit' ? step : null])
}

function journeyAddress({ room, journey, step, readoutId }: JourneysRoute): string {
  if (step === 'new') return address([room, NEW_JOURNEY])
  return address([room, journey, step === 'page' ? null : step, readoutId])
}

const offerStep = ({ step }: OffersRoute) => (step === 'edit' || step === 'try' ? step : null)

const editStep = ({ step }: SegmentsRoute) => (step === 'edit' ? [step] : [])

function address(parts: (string | null)[], search: Record<string, string> = {}): string {
  const path = parts.flatMap((part) => (part === null ? [] : [`/${encodeURIComponent(part)}`])).join('')
  const query = new URLSearchParams(Object.entries(search).filter(([, value]) => value !== ''))
  return `/console${path}${query.size > 0 ? `?${query}` : ''}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a broken escape is an id that nobody has
  }
}
