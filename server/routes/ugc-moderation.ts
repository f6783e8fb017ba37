import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { ugcVerdictInput, ugcViewStates } from '#contract/staff-ugc.ts'
import { moderateUgc, photoOf } from '#domain/ugc/index.ts'
import { staffOperation } from '../operation.ts'
import { ugcPage, ugcRow } from '../schemas/ugc-moderation.ts'
import { readUgcPage, ugcRows } from '../ugc/moderation.ts'

const named = z.object({ id: z.string().max(100) })

/** What customers gave, for the people who decide what is shown. */
export const ugcModerationOperations = [
  staffOperation('listPhotos', {
    method: 'get',
    path: '/api/photos',
    summary: 'Photos and reviews in one state: what waits longest first, else the latest decision first',
    input: z.object({
      query: z.object({
        state: z.enum(ugcViewStates).default('pending'),
        after: z.string().max(100).optional(),
      }),
    }),
    answer: ugcPage,
    run: ({ query }, { house }) => readUgcPage(house, query),
  }),
  staffOperation('readPhoto', {
    method: 'get',
    path: '/api/photos/:id/photo',
    summary: 'The picture of a piece, approved or not',
    input: z.object({ params: named }),
    answer: 'image/*',
    run: async ({ params }, { house, res }) => {
      const photo = await photoOf(house.db, params.id, 'staff')
      if (!photo) throw new Problem('not-found', 'There is no such picture.')
      res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
      res.setHeader('Cache-Control', 'no-store')
      res.type(photo.mediaType)
      return photo.bytes
    },
  }),
  staffOperation('judgePhoto', {
    method: 'post',
    path: '/api/photos/:id/verdict',
    summary: 'Show a piece, or do not, with the reason; a conflict where its author has taken it back',
    status: 200,
    input: z.object({ params: named, body: ugcVerdictInput }),
    answer: ugcRow,
    run: async ({ params, body }, { house, staff, now }) => {
      const piece = await moderateUgc(house.db, params.id, body, staff.staffId, now)
      const [row] = await ugcRows(house, [piece])
      return row
    },
  }),
]
