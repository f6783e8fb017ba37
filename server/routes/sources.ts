import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import {
  declaredNames,
  declareName,
  eventFamilies,
  listSetAside,
  setAsideGroups,
  withdrawName,
} from '#domain/events/index.ts'
import { sourcePage } from '#inbound/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { timestamp } from '../schemas/message.ts'

const share = z.object({ share: z.number(), of: z.int() }).nullable()
const sourceView = z.object({
  source: z.string(),
  lastAt: timestamp,
  days: z.array(z.object({ day: z.string(), stored: z.int(), duplicates: z.int(), refused: z.int() })),
  refusals: z.array(z.object({ code: z.string(), events: z.int() })),
  identified: share,
  consent: share,
})
const setAsideGroup = z.object({
  source: z.string(),
  code: z.string(),
  name: z.string().nullable(),
  events: z.int(),
  lastAt: timestamp,
})
const DAYS = 30

async function readSources({ house, now }: StaffCall) {
  const sources = await sourcePage(house.db, DAYS, now)
  const groups = await setAsideGroups(house.db)
  return {
    sources: sources.map((each) => ({ ...each, lastAt: each.lastAt.toISOString() })),
    setAside: groups.map((each) => ({ ...each, lastAt: each.lastAt.toISOString() })),
  }
}

const filter = z.object({
  code: z.string().max(60).optional(),
  name: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
})
const setAsideRow = z.object({
  setAsideId: z.string(),
  source: z.string(),
  trust: z.string(),
  code: z.string(),
  field: z.string(),
  message: z.string(),
  name: z.string().nullable(),
  body: z.unknown(),
  receivedAt: timestamp,
})
const PAGE = 50

async function pageOfSetAside(
  query: z.output<typeof filter> & { after?: string | undefined },
  { house }: StaffCall,
) {
  const rows = await listSetAside(house.db, query, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  return {
    events: shown.map(({ sentAt: _, proof: __, ...row }) => ({
      ...row,
      receivedAt: row.receivedAt.toISOString(),
    })),
    next: rows.length > PAGE ? (shown.at(-1)?.setAsideId ?? null) : null,
  }
}

async function listNames({ house }: StaffCall) {
  const declared = await declaredNames(house.db)
  return {
    families: eventFamilies.map(({ title, events }) => ({
      title,
      events: events.map(({ name, means }) => ({ name, means })),
    })),
    declared: declared.map(({ name, note, declaredAt }) => ({
      name,
      note,
      declaredAt: declaredAt.toISOString(),
    })),
  }
}

const eventName = z.string().trim().min(1).max(200)

export const sourceOperations = [
  staffOperation('readSources', {
    method: 'get',
    path: '/api/sources',
    summary: 'Where events come from: freshness, counts, refusals, how many are known and have consent',
    input: z.object({}),
    answer: z.object({ sources: z.array(sourceView), setAside: z.array(setAsideGroup) }),
    run: (_input, call) => readSources(call),
  }),
  staffOperation('listSetAside', {
    method: 'get',
    path: '/api/events/set-aside',
    summary: 'Events that could not be taken, with their reasons; go on with `next`',
    input: z.object({ query: filter.extend({ after: z.string().max(60).optional() }) }),
    answer: z.object({ events: z.array(setAsideRow), next: z.string().nullable() }),
    run: ({ query }, call) => pageOfSetAside(query, call),
  }),
  staffOperation('replaySetAside', {
    method: 'post',
    path: '/api/events/set-aside/replay',
    summary: 'Try them again, all or some; what is still refused stays',
    input: z.object({ body: filter.extend({ ids: z.array(z.string().max(60)).max(1000).optional() }) }),
    answer: z.object({ tried: z.int(), stored: z.int(), duplicate: z.int(), refused: z.int() }),
    run: ({ body }, { house }) => house.events.replay(body),
  }),
  staffOperation('listEventNames', {
    method: 'get',
    path: '/api/event-names',
    summary: 'The dictionary, and the names that the shop has declared',
    input: z.object({}),
    answer: z.object({
      families: z.array(
        z.object({ title: z.string(), events: z.array(z.object({ name: z.string(), means: z.string() })) }),
      ),
      declared: z.array(z.object({ name: z.string(), note: z.string(), declaredAt: timestamp })),
    }),
    run: (_input, call) => listNames(call),
  }),
  staffOperation('declareEventName', {
    method: 'post',
    path: '/api/event-names',
    summary: 'Declare a name of the shop’s own; then replay what was set aside for it',
    input: z.object({
      body: z.strictObject({ name: eventName, note: z.string().trim().max(500).default('') }),
    }),
    answer: z.object({ name: z.string() }),
    status: 201,
    run: async ({ body }, { house, staff, now }) => {
      await declareName(house.db, { ...body, by: staff.staffId }, now)
      house.events.namesChanged()
      return { name: body.name }
    },
  }),
  staffOperation('withdrawEventName', {
    method: 'delete',
    path: '/api/event-names/:name',
    summary: 'Take a declared name back; its events stay',
    input: z.object({ params: z.object({ name: eventName }) }),
    answer: null,
    run: async ({ params }, { house }) => {
      if (!(await withdrawName(house.db, params.name)))
        throw new Problem('not-found', 'That name is not declared.')
      house.events.namesChanged()
    },
  }),
]
