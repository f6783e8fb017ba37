import { z } from 'zod'
import { segmentInput } from '#contract/segments.ts'
import { countInput } from '#contract/staff-segments.ts'
import { archiveSegment, saveSegment, segmentChecks } from '#domain/segments/index.ts'
import { staffOperation } from '../operation.ts'
import {
  scoresPage,
  segmentChecksView,
  segmentCount,
  segmentFields,
  segmentMembersPage,
  segmentPage,
  segmentRow,
} from '../schemas/segments.ts'
import { checksView } from '../segments/checks-view.ts'
import { countRule } from '../segments/count-rule.ts'
import { readFields } from '../segments/fields-view.ts'
import { readScores } from '../segments/scores-view.ts'
import {
  readSegmentMembers,
  readSegmentPage,
  readSegments,
  visibleSegment,
} from '../segments/segment-view.ts'

const params = z.object({ id: z.string().max(100) })
const saved = z.object({ segmentId: z.string() })
const cursor = z
  .string()
  .max(200)
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z \S+$/, 'the `next` of a page')
  .optional()
  .describe('`next` of the page before')

export const segmentOperations = [
  staffOperation('listSegments', {
    method: 'get',
    path: '/api/segments',
    summary: 'Segments in use that serve what the caller may read customers for, with their sizes',
    input: z.object({}),
    answer: z.object({ segments: z.array(segmentRow) }),
    run: async (_input, { house, staff, now }) => ({
      segments: await readSegments(house.db, staff.roles, now),
    }),
  }),
  staffOperation('createSegment', {
    method: 'post',
    path: '/api/segments',
    summary: 'Make a segment of a rule; its members follow within seconds',
    status: 201,
    input: z.object({ body: segmentInput }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => ({
      segmentId: (await saveSegment(house.db, body, staff.staffId, now)).segmentId,
    }),
  }),
  staffOperation('countSegment', {
    method: 'post',
    path: '/api/segments/count',
    summary: 'What a rule says in words, and how many customers it means, while it is written',
    input: z.object({ body: countInput }),
    answer: segmentCount,
    run: ({ body }, { house, now }) => countRule(house.db, body, now),
  }),
  staffOperation('readSegment', {
    method: 'get',
    path: '/api/segments/:id',
    summary: 'One segment: its rule, its checks with their figures, its size by day, its latest members',
    input: z.object({ params }),
    answer: segmentPage,
    run: ({ params: { id } }, { house, staff, now }) => readSegmentPage(house.db, id, staff.roles, now),
  }),
  staffOperation('readSegmentChecks', {
    method: 'get',
    path: '/api/segments/:id/checks',
    summary: 'The checks of a segment alone',
    input: z.object({ params }),
    answer: segmentChecksView,
    run: async ({ params: { id } }, { house, staff, now }) => {
      const segment = await visibleSegment(house.db, id, staff.roles)
      return checksView(await segmentChecks(house.db, segment, now))
    },
  }),
  staffOperation('listSegmentMembers', {
    method: 'get',
    path: '/api/segments/:id/members',
    summary: 'Who is in a segment, the latest first, 50 a page',
    input: z.object({ params, query: z.object({ cursor }) }),
    answer: segmentMembersPage,
    run: async ({ params: { id }, query }, { house, staff }) => {
      await visibleSegment(house.db, id, staff.roles)
      return readSegmentMembers(house.db, id, query.cursor)
    },
  }),
  staffOperation('changeSegment', {
    method: 'put',
    path: '/api/segments/:id',
    summary: 'Write a segment anew; a changed rule is asked of everybody again',
    input: z.object({ params, body: segmentInput }),
    answer: saved,
    run: async ({ params: { id }, body }, { house, staff, now }) => {
      await saveSegment(house.db, { ...body, segmentId: id }, staff.staffId, now)
      return { segmentId: id }
    },
  }),
  staffOperation('archiveSegment', {
    method: 'post',
    path: '/api/segments/:id/archive',
    summary: 'Take a segment out of use; refused while the rule of another names it',
    input: z.object({ params }),
    answer: null,
    run: ({ params: { id } }, { house, staff, now }) => archiveSegment(house.db, id, staff.staffId, now),
  }),
  staffOperation('readSegmentFields', {
    method: 'get',
    path: '/api/segment-fields',
    summary: 'What a rule can ask of this shop’s customers',
    input: z.object({}),
    answer: segmentFields,
    run: (_input, { house, now }) => readFields(house.db, now),
  }),
  staffOperation('readScores', {
    method: 'get',
    path: '/api/scores',
    summary: 'RFM groups, clusters and predictions: how many, how good on a later period, whether used',
    input: z.object({}),
    answer: scoresPage,
    run: (_input, { house }) => readScores(house.db),
  }),
]
