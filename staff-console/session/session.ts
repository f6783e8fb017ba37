import { createContext, use } from 'react'
import type { SessionView, StaffRole } from '#contract/staff-api.ts'
import {
  allCustomers,
  allDevices,
  allJourneys,
  allMessages,
  allOffers,
  allSegments,
  allSlots,
  type Route,
  type SettingsSection,
  settingsSections,
  wholeOutbox,
} from '../routing/route.ts'

export const SessionContext = createContext<SessionView | null>(null)

export function useSession(): SessionView {
  const session = use(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}

export type Room = Exclude<Route['room'], 'unknown'>

const everyone: readonly StaffRole[] = ['associate', 'support', 'crm', 'admin']

/** Who sees which room. The server decides every request by its own table; this one only draws the menu. */
const visitors: Record<Room, readonly StaffRole[]> = {
  conversations: ['associate', 'support', 'admin'],
  customers: everyone,
  duplicates: ['support', 'admin'],
  requests: ['support', 'admin'],
  segments: everyone,
  groups: ['crm', 'admin'],
  predictions: ['crm', 'admin'],
  slots: ['crm', 'admin'],
  'side-by-side': ['crm', 'admin'],
  offers: everyone,
  audiences: ['crm', 'admin'],
  webhooks: ['crm', 'admin'],
  journeys: everyone,
  calendar: everyone,
  recommendations: ['associate', 'crm', 'admin'],
  outbox: everyone,
  templates: everyone,
  messages: ['support', 'crm', 'admin'],
  modules: ['crm', 'admin'],
  claims: ['crm', 'admin'],
  photos: ['support', 'crm', 'admin'],
  pictures: ['crm', 'admin'],
  sandbox: ['support', 'crm', 'admin'],
  sources: ['crm', 'admin'],
  'event-names': ['crm', 'admin'],
  settings: everyone,
  staff: ['admin'],
  install: ['admin'],
}

/** Who reads the shop's settings; the contact rules are read by everyone. */
const settingsReaders: readonly StaffRole[] = ['support', 'crm', 'admin']

/** Who may change settings and documents; the others read them. */
const editors: readonly StaffRole[] = ['support', 'admin']

/** Who may say that two customers are one person, or that one is two. */
const judges: readonly StaffRole[] = ['support', 'admin']

/** What lies under one sign of the menu: its first page, and those beside it as tabs. */
export const wings: readonly (readonly [Room, ...Room[]])[] = [
  ['conversations'],
  ['customers', 'duplicates', 'requests'],
  ['segments', 'groups', 'predictions'],
  ['journeys', 'calendar'],
  ['slots', 'side-by-side'],
  ['recommendations'],
  ['offers'],
  ['messages', 'modules', 'claims', 'photos', 'pictures'],
  ['outbox', 'templates'],
  ['sandbox'],
  ['audiences', 'webhooks'],
  ['sources', 'event-names'],
  ['settings'],
  ['staff'],
  ['install'],
]

/** The menu: the daily work first, then the shop's own affairs. Narrow screens fold a group away, see `rail.tsx`. */
export const wingGroups = [wings.slice(0, 3), wings.slice(3)] as const

/** Who may write segments and contact rules; the others read those that serve them. */
const analysts: readonly StaffRole[] = ['crm', 'admin']

/** Every page that the menu leads to, the first of the day first. */
export const rooms: readonly Room[] = wings.map(([front]) => front)

/** Who may write down a yes; a no may be written down by everybody. */
const witnesses: readonly StaffRole[] = ['associate', 'support', 'admin']

/** Who may write to a customer first. */
const writers: readonly StaffRole[] = ['associate', 'support', 'admin']
const advisers: readonly StaffRole[] = ['associate', 'crm', 'admin']

/** Who may write templates; associates use them. */
const templateWriters: readonly StaffRole[] = ['support', 'crm', 'admin']

/** The sandbox is a room only while some channel has no provider. */
export function maySee(session: SessionView, room: Room): boolean {
  if (room === 'sandbox' && !session.sandbox) return false
  return hasOneOf(session, visitors[room])
}

export function mayEditSettings(session: SessionView): boolean {
  return hasOneOf(session, editors)
}

/** The pages of settings that this person may read. */
export function settingsSectionsOf(session: SessionView): readonly SettingsSection[] {
  return maySeeChanges(session) ? settingsSections : ['contact-rules']
}

/** Who changed which setting is for those who read the settings. */
export function maySeeChanges(session: SessionView): boolean {
  return hasOneOf(session, settingsReaders)
}

/** Whoever does not reads what they wrote themselves. */
export function readsWholeOutbox(session: SessionView): boolean {
  return hasOneOf(session, settingsReaders)
}

export function mayEditJourneys(session: SessionView): boolean {
  return hasOneOf(session, analysts)
}

/** Who sees by name who is in a journey, and may take somebody out. */
export function maySeeJourneyPeople(session: SessionView): boolean {
  return hasOneOf(session, settingsReaders)
}

export function mayEditContactRules(session: SessionView): boolean {
  return hasOneOf(session, analysts)
}

export function mayJudge(session: SessionView): boolean {
  return hasOneOf(session, judges)
}

export function mayGrantConsent(session: SessionView): boolean {
  return hasOneOf(session, witnesses)
}

export function mayEditSegments(session: SessionView): boolean {
  return hasOneOf(session, analysts)
}

/** Who reads what is known of a customer for recommending: the people who sell and who plan. */
export function mayAdvise(session: SessionView): boolean {
  return hasOneOf(session, advisers)
}

/** Who may write messages and approve them; support reads them. */
export function mayEditMessages(session: SessionView): boolean {
  return hasOneOf(session, analysts)
}

export function mayWrite(session: SessionView): boolean {
  return hasOneOf(session, writers)
}

/** An endpoint takes what happens here out of the house: whoever gives out keys adds one. */
export function mayEditWebhooks(session: SessionView): boolean {
  return hasOneOf(session, ['admin'])
}

/** Who may write offers and switch them; the others read and try them. */
export function mayEditOffers(session: SessionView): boolean {
  return hasOneOf(session, analysts)
}

export function mayEditTemplates(session: SessionView): boolean {
  return hasOneOf(session, templateWriters)
}

/** Whoever answers conversations. */
export const worksAtDesk = ({ roles }: Pick<SessionView['staff'], 'roles'>) =>
  roles.some((role) => visitors.conversations.includes(role))

function hasOneOf(session: SessionView, roles: readonly StaffRole[]): boolean {
  return session.staff.roles.some((role) => roles.includes(role))
}

/** The first page of a room. */
export function frontOf(room: Room): Route {
  switch (room) {
    case 'conversations':
      return { room, view: 'queue', conversationId: null }
    case 'customers':
      return allCustomers
    case 'duplicates':
      return { room, customerId: null }
    case 'requests':
      return { room, customerId: null }
    case 'segments':
      return allSegments
    case 'journeys':
      return allJourneys
    case 'messages':
      return allMessages
    case 'modules':
      return { room, module: null }
    case 'slots':
      return allSlots
    case 'side-by-side':
      return { room, slot: null }
    case 'offers':
      return allOffers
    case 'webhooks':
      return { room, webhookId: null }
    case 'audiences':
      return { room, audienceId: null }
    case 'outbox':
      return wholeOutbox
    case 'sandbox':
      return allDevices
    case 'sources':
      return { room, source: null }
    case 'settings':
      return { room, section: 'welcome' }
    default:
      return { room }
  }
}
