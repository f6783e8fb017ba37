import { z } from 'zod'
import { verdictInput } from '#contract/staff-customers.ts'
import { staffOperation } from '../operation.ts'
import { judgePair, readDuplicates } from '../people/duplicates-view.ts'
import { duplicatePage } from '../schemas/people.ts'

export const peopleDuplicateOperations = [
  staffOperation('listDuplicates', {
    method: 'get',
    path: '/api/duplicates',
    summary: 'Pairs that may be one person and wait for a verdict, the likeliest first, 10 a page',
    input: z.object({
      query: z.object({
        customerId: z.string().max(100).optional().describe('only the pairs of this customer'),
        cursor: z.string().max(500).optional().describe('`next` of the page before'),
      }),
    }),
    answer: duplicatePage,
    run: ({ query }, { house, now }) =>
      readDuplicates(house, query.customerId ?? null, query.cursor ?? null, now),
  }),
  staffOperation('judgeDuplicate', {
    method: 'post',
    path: '/api/duplicates/:id',
    summary: 'The verdict on a pair: the same person, which merges them, or different people',
    input: z.object({ params: z.object({ id: z.string().max(100) }), body: verdictInput }),
    answer: null,
    run: ({ params, body }, { house, staff, now }) =>
      judgePair(house.db, params.id, body.verdict, staff.staffId, now),
  }),
]
