import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import {
  askDataRequestInput,
  type DataRequestPage,
  type DataRequestView,
  dataRequestKinds,
  dataRequestStatuses,
  decideDataRequestInput,
} from '#contract/staff-requests.ts'
import { askRequest, decideRequest, listRequests } from '#domain/rights/index.ts'
import { accountSince } from '#domain/staff/index.ts'
import { approveErasure, fetchArchive } from '#inbound/index.ts'
import type { Db } from '#store/index.ts'
import { staffOperation } from '../operation.ts'
import { readPerson } from '../people/person.ts'
import { readRequest, viewRequests } from '../people/requests-view.ts'
import { timestamp } from '../schemas/message.ts'

const PAGE = 50
const params = z.object({ id: z.string().min(1).max(100) })

const requestView: z.ZodType<DataRequestView> = z.object({
  requestId: z.string(),
  kind: z.enum(dataRequestKinds),
  status: z.enum(dataRequestStatuses),
  customerId: z.string().nullable(),
  subject: z.string().nullable(),
  reason: z.string(),
  askedBy: z.string(),
  askedAt: timestamp,
  decidedBy: z.string().nullable(),
  decidedAt: timestamp.nullable(),
  doneAt: timestamp.nullable(),
  openUntil: timestamp.nullable(),
  counts: z.record(z.string(), z.number()).nullable(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
  mayFetch: z.boolean(),
})
const requestPage: z.ZodType<DataRequestPage> = z.object({
  requests: z.array(requestView),
  next: z.string().nullable(),
})
const archiveView = z.object({
  exportedAt: timestamp,
  customerId: z.string(),
  name: z.string().nullable(),
  members: z.array(z.string()),
  /** What it is for, who gets it, how long it is kept, how it is used. */
  about: z.looseObject({}),
  /** By room and table, as stored. */
  rooms: z.record(z.string(), z.record(z.string(), z.array(z.unknown()))),
})

export const requestOperations = [
  staffOperation('listDataRequests', {
    method: 'get',
    path: '/api/requests',
    summary: 'What persons have asked of their data, the newest first',
    input: z.object({
      query: z.object({ customerId: z.string().max(100).optional(), before: z.iso.datetime().optional() }),
    }),
    answer: requestPage,
    run: async ({ query }, { house, staff, now }) => {
      const requests = await listRequests(house.db, {
        ...(query.customerId !== undefined && { customerId: query.customerId }),
        ...(query.before !== undefined && { before: new Date(query.before) }),
        limit: PAGE,
      })
      const next = requests.length === PAGE ? (requests.at(-1)?.askedAt.toISOString() ?? null) : null
      return { requests: await viewRequests(house.db, requests, staff, now), next }
    },
  }),
  staffOperation('askDataRequest', {
    method: 'post',
    path: '/api/requests',
    summary: 'Ask for a copy of everything kept of a person, or for its erasure; somebody else must agree',
    status: 201,
    input: z.object({ body: askDataRequestInput }),
    answer: requestView,
    run: async ({ body }, { house, staff, now }) => {
      const person = await readPerson(house.db, body.customerId)
      const subject = person.name ?? person.identifiers[0]?.value ?? person.customerId
      const input = { ...body, customerId: person.customerId, subject, staffId: staff.staffId }
      return readRequest(house.db, (await askRequest(house.db, input, now)).requestId, staff, now)
    },
  }),
  staffOperation('decideDataRequest', {
    method: 'post',
    path: '/api/requests/:id/decision',
    summary: 'Agree to somebody else’s request or refuse it; an erasure is done at once',
    input: z.object({ params, body: decideDataRequestInput }),
    answer: requestView,
    run: async ({ params: { id }, body }, { house, staff, now }) => {
      const { kind, askedAt } = await readRequest(house.db, id, staff, now)
      await refuseNewcomer(house.db, staff.staffId, new Date(askedAt))
      if (kind === 'erase' && body.decision === 'approve') {
        const deps = { suppressionKey: house.secrets.suppression, keepErasure: house.erasures.keep }
        house.erased((await approveErasure(house.db, id, staff.staffId, deps, now)).members)
      } else await decideRequest(house.db, id, body.decision, staff.staffId, now)
      return readRequest(house.db, id, staff, now)
    },
  }),
  staffOperation('withdrawDataRequest', {
    method: 'post',
    path: '/api/requests/:id/withdrawal',
    summary: 'Take one’s own request back',
    input: z.object({ params }),
    answer: requestView,
    run: async ({ params: { id } }, { house, staff, now }) => {
      await decideRequest(house.db, id, 'withdraw', staff.staffId, now)
      return readRequest(house.db, id, staff, now)
    },
  }),
  staffOperation('fetchArchive', {
    method: 'post', // a write: it is handed out once
    path: '/api/requests/:id/archive',
    summary: 'The archive of an approved request: once, and only for a day',
    input: z.object({ params }),
    answer: archiveView,
    run: async ({ params: { id } }, { house, res, now }) => {
      const { archive } = await fetchArchive(house.db, id, now)
      res.setHeader('content-disposition', `attachment; filename="${archive.customerId}.json"`)
      return archive
    },
  }),
]

/** An account made after the question could have been made to answer it. */
async function refuseNewcomer(db: Db, staffId: string, askedAt: Date): Promise<void> {
  const since = await accountSince(db, staffId)
  if (since === null || since >= askedAt)
    throw new Problem('forbidden', 'This account is newer than the request; another admin must decide')
}
