import { z } from 'zod'
import { curationInput, previewAsked } from '#contract/staff-recommendations.ts'
import { removeCuration, saveCuration } from '#domain/recommendation/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { mayDo } from '../policy.ts'
import { readCuration, readCurationChanges } from '../recommendations/curation-view.ts'
import { beginTraining, readRecommendationsPage, readTraining } from '../recommendations/page-view.ts'
import { previewRow } from '../recommendations/preview.ts'
import {
  curationChangeList,
  curationPage,
  recommendationPreview,
  recommendationsPage,
  trainingView,
} from '../schemas/recommendation-pages.ts'

const params = z.object({ id: z.string().max(100) })
const training = z.object({ training: trainingView.nullable() })

const mayCurate = ({ staff }: StaffCall) => mayDo(staff.roles, 'saveCuration')

/** Writes it, and this process shows it at once; the others follow within a quarter of a second. */
async function save(curationId: string | null, body: unknown, { house, staff, now }: StaffCall) {
  await house.shelf.follow()
  await saveCuration(house.db, house.shelf, curationId, body, staff.staffId, now)
  await house.recommender.follow()
  return readCuration(house, true, now)
}

export const recommendationPageOperations = [
  staffOperation('readRecommendationsPage', {
    method: 'get',
    path: '/api/recommendations',
    summary: 'Which model serves, what it learned from, whether the shop is small, and what was shown',
    input: z.object({}),
    answer: recommendationsPage,
    run: (_input, call) => readRecommendationsPage(call.house, mayCurate(call), call.now),
  }),
  staffOperation('previewRecommendations', {
    method: 'get',
    path: '/api/recommendations/preview',
    summary: 'What a row would show now to a new visitor or to a customer, with the figures of why',
    input: z.object({ query: previewAsked }),
    answer: recommendationPreview,
    run: ({ query }, { house, now }) => previewRow(house, query, now),
  }),
  staffOperation('readTraining', {
    method: 'get',
    path: '/api/recommendations/training',
    summary: 'How far the latest training is',
    input: z.object({}),
    answer: training,
    run: async (_input, { house }) => ({ training: await readTraining(house.db) }),
  }),
  staffOperation('trainRecommendations', {
    method: 'post',
    path: '/api/recommendations/train',
    summary: 'Learn anew in the background; a conflict while it is done already',
    status: 202,
    input: z.object({}),
    answer: training,
    run: async (_input, { house }) => {
      await beginTraining(house)
      return { training: await readTraining(house.db) }
    },
  }),
  staffOperation('listCuration', {
    method: 'get',
    path: '/api/recommendations/curation',
    summary: 'What the shop shows, hides and puts together, and where each decision stands now',
    input: z.object({}),
    answer: curationPage,
    run: (_input, call) => readCuration(call.house, mayCurate(call), call.now),
  }),
  staffOperation('listCurationChanges', {
    method: 'get',
    path: '/api/recommendations/curation-changes',
    summary: 'Who changed which decision, the newest 50',
    input: z.object({}),
    answer: curationChangeList,
    run: async (_input, { house }) => ({ changes: await readCurationChanges(house) }),
  }),
  staffOperation('saveCuration', {
    method: 'post',
    path: '/api/recommendations/curation',
    summary: 'Show a product at a place of a row, hide something, or say which category goes with which',
    status: 201,
    input: z.object({ body: curationInput }),
    answer: curationPage,
    run: ({ body }, call) => save(null, body, call),
  }),
  staffOperation('changeCuration', {
    method: 'put',
    path: '/api/recommendations/curation/:id',
    summary: 'Write one decision anew',
    input: z.object({ params, body: curationInput }),
    answer: curationPage,
    run: ({ params: { id }, body }, call) => save(id, body, call),
  }),
  staffOperation('removeCuration', {
    method: 'delete',
    path: '/api/recommendations/curation/:id',
    summary: 'Take one decision back',
    status: 200,
    input: z.object({ params }),
    answer: curationPage,
    run: async ({ params: { id } }, { house, staff, now }) => {
      await removeCuration(house.db, id, staff.staffId, now)
      await house.recommender.follow()
      return readCuration(house, true, now)
    },
  }),
]
