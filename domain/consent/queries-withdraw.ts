import type { Db } from '#store/index.ts'
import type { ConsentChannel, ConsentState } from './consent.ts'
import { recordForPerson } from './queries.ts'
import { withdrawn } from './withdrawal.ts'

/** How somebody said it. */
export interface Said {
  source: string
  evidence: string
  /** The same key, e.g. a message's id, is written once. */
  key?: string
  at?: Date
}

/** They want nothing more on these channels: for the whole person, at every address, from every sender. */
export function withdraw(
  db: Db,
  customerId: string,
  channels: readonly ConsentChannel[],
  said: Said,
  now: Date,
): Promise<void> {
  return recordForPerson(db, customerId, entries(channels, 'denied', said), now)
}

/** They want it again, at this one address: a START from it is control of it. */
export function resume(
  db: Db,
  customerId: string,
  channel: ConsentChannel,
  address: string,
  said: Said,
  now: Date,
): Promise<void> {
  return recordForPerson(db, customerId, entries([channel], 'granted', said, address), now)
}

function entries(channels: readonly ConsentChannel[], state: ConsentState, said: Said, address?: string) {
  return channels.flatMap((channel) =>
    withdrawn[channel].map((purpose) => ({ channel, purpose, state, address, ...said })),
  )
}
