import { z } from 'zod'
import { journeyInput } from '#contract/journeys.ts'
import { Problem } from '#contract/problem.ts'
import {
  changedJourneyInput,
  journeyCountInput,
  journeySwitchInput,
  peopleStates,
} from '#contract/staff-journeys.ts'
import { addReadyMadeMessages } from '#domain/content/index.ts'
import { addPlaybooks, addReadyMadeCalendar } from '#orchestrator/index.ts'
import { readJourneyChoices } from '../journey-pages/choices.ts'
import { countJourney } from '../journey-pages/count-journey.ts'
import { findJourneyNamed, readJourneyPage, readJourneys } from '../journey-pages/journeys-view.ts'
import { readPeople } from '../journey-pages/people-view.ts'
import { staffOperation } from '../operation.ts'
import {
  journeyChoices,
  journeyCount,
  journeyPage,
  journeyPeople,
  journeysPage,
} from '../schemas/journeys.ts'

const named = z.object({ name: z.string().max(60) })
const saved = z.object({ name: z.string(), version: z.int() })
const cursor = z
  .string()
  .max(200)
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z \S+$/, 'the `cursor` of a page')
  .optional()
  .describe('`cursor` of the page before')

/** The journeys as staff read, write and switch them. */
export const journeyOperations = [
  staffOperation('listJourneys', {
    method: 'get',
    path: '/api/journeys',
    summary: 'Every journey: whether it runs, and what became of it in 90 days',
    input: z.object({}),
    answer: journeysPage,
    run: (_input, { house, now }) => readJourneys(house, now),
  }),
  staffOperation('readJourneyChoices', {
    method: 'get',
    path: '/api/journey-choices',
    summary: 'What the form of a journey can name in this shop',
    input: z.object({}),
    answer: journeyChoices,
    run: (_input, { house }) => readJourneyChoices(house),
  }),
  staffOperation('countJourney', {
    method: 'post',
    path: '/api/journeys/count',
    summary: 'Whom a journey would find now as it is written, and what stands in the way; nothing is saved',
    input: z.object({ body: journeyCountInput }),
    answer: journeyCount,
    run: ({ body }, { house, now }) => countJourney(house, body.journey, now),
  }),
  staffOperation('addPlaybooks', {
    method: 'post',
    path: '/api/journeys/playbooks',
    summary: 'Put the twelve playbooks there, switched off, with their messages as drafts and the calendar',
    input: z.object({}),
    answer: journeysPage,
    run: async (_input, { house, now }) => {
      await addReadyMadeMessages(house.db, now)
      await addReadyMadeCalendar(house.db, now)
      await addPlaybooks(house.db, now)
      return readJourneys(house, now)
    },
  }),
  staffOperation('createJourney', {
    method: 'post',
    path: '/api/journeys',
    summary: 'Add a journey, switched off; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: journeyInput }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => {
      if (await house.journeys.find(body.name))
        throw new Problem('conflict', `There is a journey called “${body.name}” already.`, {
          errors: [{ path: 'name', message: 'is taken' }],
        })
      const { name, version } = await house.journeys.save(body, staff.staffId, now)
      return { name, version }
    },
  }),
  staffOperation('readJourney', {
    method: 'get',
    path: '/api/journeys/:name',
    summary: 'One journey: its definition, its figures, who wrote which version',
    input: z.object({ params: named }),
    answer: journeyPage,
    run: ({ params }, { house, now }) => readJourneyPage(house, params.name, now),
  }),
  staffOperation('changeJourney', {
    method: 'put',
    path: '/api/journeys/:name',
    summary:
      'A new version of a journey; who is inside stays in theirs. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: named, body: changedJourneyInput }),
    answer: saved,
    run: async ({ params, body }, { house, staff, now }) => {
      if (body.journey.name !== params.name)
        throw new Problem('bad-request', 'The name of a journey stays: its figures are kept by it.', {
          errors: [{ path: 'journey.name', message: 'cannot be changed' }],
        })
      const before = await findJourneyNamed(house, params.name)
      if (before.version !== body.version)
        throw new Problem('conflict', 'Somebody else has changed this journey meanwhile.')
      const { name, version } = await house.journeys.save(body.journey, staff.staffId, now)
      return { name, version }
    },
  }),
  staffOperation('switchJourney', {
    method: 'post',
    path: '/api/journeys/:name/switch',
    summary: 'Switch a journey on, pause it, or switch it off: then everybody leaves it',
    input: z.object({ params: named, body: journeySwitchInput }),
    answer: null,
    run: async ({ params, body }, { house, staff, now }) => {
      const { to, confirmEverybody } = body
      const { journeys } = house
      if (to === 'on') await journeys.switchOn(params.name, staff.staffId, now, { confirmEverybody })
      if (to === 'paused') await journeys.pause(params.name, staff.staffId, now)
      if (to === 'off') await journeys.switchOff(params.name, staff.staffId, now)
    },
  }),
  staffOperation('listJourneyPeople', {
    method: 'get',
    path: '/api/journeys/:name/people',
    summary: 'Who is inside a journey, who has left it, who did not enter and why; 40 a page',
    input: z.object({
      params: named,
      query: z.object({ state: z.enum(peopleStates).default('waiting'), cursor }),
    }),
    answer: journeyPeople,
    run: ({ params, query }, { house }) => readPeople(house, params.name, query),
  }),
  staffOperation('stopJourneyPerson', {
    method: 'post',
    path: '/api/journeys/:name/people/:entryId/stop',
    summary: 'End one person’s way through a journey now; what waits for it is taken back',
    input: z.object({ params: named.extend({ entryId: z.string().max(100) }) }),
    answer: null,
    run: ({ params }, { house, now }) => house.journeys.stop(params.name, params.entryId, now),
  }),
]
