import { membersOf, personView } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { personalRooms } from './rooms.ts'

/** Everything of a person, by room and table, as it is stored. */
export interface PersonArchive {
  exportedAt: string
  customerId: string
  name: string | null
  members: string[]
  rooms: Record<string, Record<string, unknown[]>>
}

/** The copy that GDPR article 15 asks for; null: there is no such customer. */
export async function exportCustomer(db: Db, customerId: string, now: Date): Promise<PersonArchive | null> {
  const person = await personView(db, customerId)
  if (!person) return null
  const members = await membersOf(db, person.customerId)
  const rooms: PersonArchive['rooms'] = {}
  for (const [name, room] of Object.entries(personalRooms)) rooms[name] = await room.exportPerson(db, members)
  return {
    exportedAt: now.toISOString(),
    customerId: person.customerId,
    name: person.name,
    members,
    rooms,
  }
}
