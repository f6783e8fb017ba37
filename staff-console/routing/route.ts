import type { ConversationViewName } from '#contract/staff-api.ts'

export const viewNames = ['queue', 'mine', 'open', 'closed'] as const satisfies ConversationViewName[]
export const settingsSections = ['welcome', 'hours', 'look', 'site', 'documents'] as const
export type SettingsSection = (typeof settingsSections)[number]
export const customerSteps = ['page', 'merge', 'unmerge'] as const
/** What is being done with a customer: read, merged with another, un-merged. */
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

/** Where in the console a person is; every place has an address. */
export type Route =
  | { room: 'conversations'; view: ConversationViewName; conversationId: string | null }
  | CustomersRoute
  /** All pairs, or those of one customer. */
  | { room: 'duplicates'; customerId: string | null }
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

/** The page of one customer. */
export const customerPage = (customerId: string, query = ''): CustomersRoute => ({
  ...allCustomers,
  query,
  customerId,
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
      return address([route.room], { customer: route.customerId ?? '' })
    case 'settings':
      return address([route.room, route.section])
    case 'unknown':
      return address([])
    default:
      return address([route.room])
  }
}

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
