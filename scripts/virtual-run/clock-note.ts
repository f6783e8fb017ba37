import type { House } from '#server/index.ts'
import { BadInput } from '../command.ts'

/** An embedded database has its lock; a server's may be open elsewhere. */
export async function refuseBesideOthers(house: House): Promise<void> {
  const { othersAreConnected } = await import('#store/index.ts')
  if (house.store.kind === 'postgres' && (await othersAreConnected(house.db)))
    throw new BadInput('another Rapport is connected to this database; stop it first')
}

const NOTE = 'virtual_clock'

/** Where the clock begins: now, or where an earlier run ended. */
export async function standsAt(house: House, now: Date): Promise<Date> {
  const { readNote } = await import('#domain/settings/index.ts')
  const noted = await readNote(house.db, NOTE)
  const ended = typeof noted === 'string' ? new Date(noted) : now
  return ended > now ? ended : now
}

export async function rememberClock(house: House, at: Date): Promise<void> {
  const { writeNote } = await import('#domain/settings/index.ts')
  await writeNote(house.db, NOTE, at.toISOString(), at)
}
