import { z } from 'zod'
import { calendarEntryInput } from '#contract/calendar.ts'
import { Problem } from '#contract/problem.ts'
import { changedEntryInput } from '#contract/staff-calendar.ts'
import { dropReleases, releaseChange, saveReleases } from '#knowledge/catalog/index.ts'
import { removeCalendarEntry, saveCalendarEntry } from '#orchestrator/index.ts'
import { readCalendar } from '../journey-pages/calendar-view.ts'
import { staffOperation } from '../operation.ts'
import { calendarPage } from '../schemas/calendar.ts'

const named = z.object({ name: z.string().max(60) })
const saved = z.object({ name: z.string(), rev: z.int() })

/** Seasons, holidays and releases as staff read and write them. */
export const calendarOperations = [
  staffOperation('readCalendar', {
    method: 'get',
    path: '/api/calendar',
    summary:
      'The calendar as it comes round in a month in a country, with the journeys that use it; releases',
    input: z.object({
      query: z.object({
        month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'such as 2026-11'),
        country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code such as DE'),
      }),
    }),
    answer: calendarPage,
    run: ({ query }, { house, now }) => readCalendar(house, query, now),
  }),
  staffOperation('createCalendarEntry', {
    method: 'post',
    path: '/api/calendar',
    summary: 'Add an entry of the calendar; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: calendarEntryInput }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => {
      const by = { rev: null, staffId: staff.staffId }
      const { name, rev } = await saveCalendarEntry(house.db, body, by, now)
      return { name, rev }
    },
  }),
  staffOperation('changeCalendarEntry', {
    method: 'put',
    path: '/api/calendar/:name',
    summary: 'Write an entry anew. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: named, body: changedEntryInput }),
    answer: saved,
    run: async ({ params, body }, { house, staff, now }) => {
      if (body.entry.name !== params.name)
        throw new Problem('bad-request', 'The name of an entry stays: journeys ask for it.', {
          errors: [{ path: 'entry.name', message: 'cannot be changed' }],
        })
      const by = { rev: body.rev, staffId: staff.staffId }
      const { name, rev } = await saveCalendarEntry(house.db, body.entry, by, now)
      return { name, rev }
    },
  }),
  staffOperation('removeCalendarEntry', {
    method: 'delete',
    path: '/api/calendar/:name',
    summary: 'Remove an entry; one that came with the house is switched off',
    input: z.object({ params: named }),
    answer: null,
    run: async ({ params }, { house, now }) => {
      if (!(await removeCalendarEntry(house.db, params.name, now)))
        throw new Problem('not-found', 'There is no such entry.')
    },
  }),
  staffOperation('saveReleases', {
    method: 'put',
    path: '/api/releases',
    summary: 'Say when products go on sale, and who is let in early; it holds against the feed',
    input: z.object({ body: releaseChange }),
    answer: null,
    run: async ({ body }, { house, staff, now }) => {
      await saveReleases(house.db, body, staff.staffId, now)
      await house.shelf.follow()
    },
  }),
  staffOperation('dropRelease', {
    method: 'delete',
    path: '/api/releases/:productId',
    summary: 'Take the date back that staff gave a product: what its feed says holds again',
    input: z.object({ params: z.object({ productId: z.string().max(200) }) }),
    answer: null,
    run: async ({ params }, { house, now }) => {
      await dropReleases(house.db, [params.productId], now)
      await house.shelf.follow()
    },
  }),
]
