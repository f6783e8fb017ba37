import { membersOf, personView } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { aboutRooms, logic, recipients, rights } from './about.ts'
import { readTerms, retentionTerms } from './retention-terms.ts'
import { personalRooms } from './rooms.ts'

/** Everything of a person, by room and table, as it is stored, with what GDPR article 15 wants said of it. */
export interface PersonArchive {
  exportedAt: string
  customerId: string
  name: string | null
  members: string[]
  about: {
    rooms: typeof aboutRooms
    recipients: string[]
    logic: string[]
    rights: string[]
    kept: { what: string; days: number }[]
  }
  rooms: Record<string, Record<string, unknown[]>>
}

/** The copy that GDPR article 15 asks for; null: there is no such customer. */
export async function exportCustomer(db: Db, customerId: string, now: Date): Promise<PersonArchive | null> {
  const person = await personView(db, customerId)
  if (!person) return null
  const members = await membersOf(db, person.customerId)
  const rooms: PersonArchive['rooms'] = {}
  for (const [name, room] of Object.entries(personalRooms)) rooms[name] = await room.exportPerson(db, members)
  const days = await readTerms(db)
  const kept = Object.entries(retentionTerms).map(([kind, { what }]) => ({ what, days: days[kind] ?? 0 }))
  return {
    exportedAt: now.toISOString(),
    customerId: person.customerId,
    name: person.name,
    members,
    about: { rooms: aboutRooms, recipients, logic, rights, kept },
    rooms,
  }
}

/** Rows by room. */
export function countRows(rooms: PersonArchive['rooms']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(rooms).map(([room, tables]) => [
      room,
      Object.values(tables).reduce((sum, rows) => sum + rows.length, 0),
    ]),
  )
}
