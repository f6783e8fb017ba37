import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { DataRequestView } from '#contract/staff-requests.ts'
import { type DataRequest, findRequest, mayFetch } from '#domain/rights/index.ts'
import { findStaff } from '#domain/staff/index.ts'
import type { Db } from '#store/index.ts'
import { mayDo } from '../policy.ts'

/** A request as this reader sees it. Throws `not-found`. */
export async function readRequest(
  db: Db,
  requestId: string,
  reader: StaffView,
  now: Date,
): Promise<DataRequestView> {
  const request = await findRequest(db, requestId)
  if (!request) throw new Problem('not-found', 'There is no such request')
  const [view] = await viewRequests(db, [request], reader, now)
  if (!view) throw new Problem('not-found', 'There is no such request')
  return view
}

export async function viewRequests(
  db: Db,
  requests: DataRequest[],
  reader: StaffView,
  now: Date,
): Promise<DataRequestView[]> {
  const ids = requests.flatMap((request) => [request.askedBy, request.decidedBy ?? request.askedBy])
  const names = new Map<string, string>()
  for (const id of new Set(ids)) names.set(id, (await findStaff(db, id))?.name ?? id)
  return requests.map((request) => view(request, names, reader, now))
}

function view(
  request: DataRequest,
  names: Map<string, string>,
  reader: StaffView,
  now: Date,
): DataRequestView {
  const isOwn = request.askedBy === reader.staffId
  const isWaiting = request.status === 'waiting'
  const nameOf = (id: string) => names.get(id) ?? id
  return {
    requestId: request.requestId,
    kind: request.kind,
    status: request.status,
    customerId: request.customerId,
    subject: request.subject,
    reason: request.reason,
    askedBy: nameOf(request.askedBy),
    askedAt: request.askedAt.toISOString(),
    decidedBy: request.decidedBy && nameOf(request.decidedBy),
    decidedAt: request.decidedAt?.toISOString() ?? null,
    doneAt: request.doneAt?.toISOString() ?? null,
    openUntil: request.openUntil?.toISOString() ?? null,
    counts: request.counts,
    mayDecide: isWaiting && !isOwn && mayDo(reader.roles, 'decideDataRequest'),
    mayWithdraw: isWaiting && isOwn,
    mayFetch: mayFetch(request, now) && mayDo(reader.roles, 'fetchArchive'),
  }
}
