import { createContext, use } from 'react'
import type { SessionView, StaffRole } from '#contract/staff-api.ts'
import type { Route } from '../routing/route.ts'

export const SessionContext = createContext<SessionView | null>(null)

export function useSession(): SessionView {
  const session = use(SessionContext)
  if (!session) throw new Error('nobody is signed in here')
  return session
}

type Room = Exclude<Route['room'], 'unknown'>

/** Who sees which room. The server decides every request by its own table; this one only draws the menu. */
const visitors: Record<Room, readonly StaffRole[]> = {
  conversations: ['associate', 'support', 'admin'],
  settings: ['support', 'crm', 'admin'],
  staff: ['admin'],
  install: ['admin'],
}

/** Who may change settings and documents; the others read them. */
const editors: readonly StaffRole[] = ['support', 'admin']

export const rooms: readonly Room[] = ['conversations', 'settings', 'staff', 'install']

export function maySee(session: SessionView, room: Room): boolean {
  return session.staff.roles.some((role) => visitors[room].includes(role))
}

export function mayEditSettings(session: SessionView): boolean {
  return session.staff.roles.some((role) => editors.includes(role))
}

/** The first page of a room. */
export function frontOf(room: Room): Route {
  if (room === 'conversations') return { room, view: 'queue', conversationId: null }
  return room === 'settings' ? { room, section: 'welcome' } : { room }
}
