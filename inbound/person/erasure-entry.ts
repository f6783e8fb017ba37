import { createHmac } from 'node:crypto'

/**
 * One erasure as the journal keeps it, outside the database: hashes under a key that is in neither, so that a
 * backup from before can be cleaned again and nobody can read who it was.
 */
export interface ErasureEntry {
  at: string
  /** HMACs of the person's lasting identifiers, as the suppression list has them. */
  hashes: string[]
  /** HMACs of the ids of the customer records. */
  records: string[]
}

/** Where erasures are written down. Resolves when it is on the disk; a failure undoes the erasure. */
export type KeepErasure = (entry: ErasureEntry) => Promise<void>

/** The hash under which the journal knows a customer record. */
export function recordHash(key: string, customerId: string): string {
  return createHmac('sha256', key).update(`erased\0customer\0${customerId}`).digest('base64url')
}
