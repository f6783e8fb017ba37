import { Problem } from '#contract/problem.ts'
import {
  type DataRequest,
  decideRequest,
  findRequest,
  finishRequest,
  mayFetch,
  noteErased,
} from '#domain/rights/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { type EraseDeps, type Erased, eraseCustomer } from './erase.ts'
import { countRows, exportCustomer, type PersonArchive } from './export.ts'

/** Agrees to an erasure and carries it out, or neither. Throws as `decideRequest` does. */
export function approveErasure(
  db: Db,
  requestId: string,
  staffId: string,
  deps: EraseDeps,
  now: Date,
): Promise<Erased> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', 'links') // before the request's row: an erasure takes them in that order too
    const { customerId } = await decideRequest(tx, requestId, 'approve', staffId, now)
    if (customerId === null) throw new Problem('conflict', 'This person is erased already')
    const erased = await eraseCustomer(tx, customerId, deps, now)
    await noteErased(tx, requestId, { hashes: erased.hashes, customerIds: erased.members })
    await finishRequest(tx, requestId, erased.counts, now)
    return erased
  })
}

/** The archive of an approved request, handed out once. Throws `not-found` and `gone`. */
export async function fetchArchive(
  db: Db,
  requestId: string,
  now: Date,
): Promise<{ request: DataRequest; archive: PersonArchive }> {
  const request = await findRequest(db, requestId)
  if (!request) throw new Problem('not-found', 'There is no such request')
  const archive =
    mayFetch(request, now) && request.customerId !== null
      ? await exportCustomer(db, request.customerId, now)
      : null
  const isFirst = archive !== null && (await finishRequest(db, requestId, countRows(archive.rooms), now))
  if (!isFirst)
    throw new Problem('gone', 'This archive is not to be had: not approved, fetched already, or too late')
  return { request, archive }
}
