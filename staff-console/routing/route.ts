import type { ConversationViewName } from '#contract/staff-api.ts'

export const viewNames = ['queue', 'mine', 'open', 'closed'] as const satisfies ConversationViewName[]
export const settingsSections = ['welcome', 'hours', 'look', 'site', 'documents'] as const
export type SettingsSection = (typeof settingsSections)[number]

/** Where in the console a person is; every place has an address. */
export type Route =
  | { room: 'conversations'; view: ConversationViewName; conversationId: string | null }
  | { room: 'settings'; section: SettingsSection }
  | { room: 'staff' }
  | { room: 'install' }
  | { room: 'unknown' }

export const home: Route = { room: 'conversations', view: 'queue', conversationId: null }

/** Reads an address such as `/console/conversations/con_1?view=mine`. */
export function parseRoute(pathname: string, search: string): Route {
  const [base, room = '', rest = '', ...more] = pathname.split('/').filter(Boolean)
  if (base !== 'console' || more.length > 0) return { room: 'unknown' }
  if (room === '') return home
  if (room === 'conversations') {
    const view = new URLSearchParams(search).get('view')
    return {
      room,
      view: viewNames.find((name) => name === view) ?? 'queue',
      conversationId: rest === '' ? null : decode(rest),
    }
  }
  if (room === 'settings') {
    const section = settingsSections.find((name) => name === (rest || 'welcome'))
    return section ? { room, section } : { room: 'unknown' }
  }
  return (room === 'staff' || room === 'install') && rest === '' ? { room } : { room: 'unknown' }
}

/** The address of a route: what `parseRoute` reads back. */
export function formatRoute(route: Route): string {
  if (route.room === 'conversations') {
    const path = route.conversationId === null ? '' : `/${encodeURIComponent(route.conversationId)}`
    return `/console/conversations${path}${route.view === 'queue' ? '' : `?view=${route.view}`}`
  }
  if (route.room === 'settings') return `/console/settings/${route.section}`
  return route.room === 'unknown' ? '/console' : `/console/${route.room}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a broken escape is an id that nobody has
  }
}
