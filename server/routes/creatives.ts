import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { PictureRow, PicturesPage } from '#contract/staff-ugc.ts'
import { type Creative, listCreatives, removeCreative, saveCreative } from '#domain/content/index.ts'
import { listSegments } from '#domain/segments/index.ts'
import { listSlots } from '#domain/slots/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { House } from '../house.ts'
import { staffOperation } from '../operation.ts'
import { picturesPage } from '../schemas/ugc-moderation.ts'

const named = z.object({ id: z.string().max(100) })
const saved = z.object({ creativeId: z.string() })
const MOST_OFFERED = 500

async function readPictures({ db, shelf }: House, now: Date): Promise<PicturesPage> {
  const names = new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
  const rowOf = ({ updatedBy, updatedAt, startsAt, endsAt, ...creative }: Creative): PictureRow => ({
    ...creative,
    productTitle: creative.productId === null ? null : (shelf.get(creative.productId)?.title ?? null),
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
    updatedByName: updatedBy === null ? null : (names.get(updatedBy) ?? updatedBy),
  })
  return {
    pictures: (await listCreatives(db)).map(rowOf),
    segments: (await listSegments(db, now)).map(({ segmentId, name }) => ({ segmentId, name })),
    categories: shelf
      .categories()
      .map(({ category }) => category)
      .slice(0, MOST_OFFERED)
      .sort(),
    slots: (await listSlots(db)).map(({ name, place }) => ({ name, place })),
  }
}

/** Which picture of a product stands where, by rule or tried against another. */
export const creativeOperations = [
  staffOperation('listPictures', {
    method: 'get',
    path: '/api/pictures',
    summary: 'The pictures of products and categories by place, and what a form may offer',
    input: z.object({}),
    answer: picturesPage,
    run: (_input, { house, now }) => readPictures(house, now),
  }),
  staffOperation('createPicture', {
    method: 'post',
    path: '/api/pictures',
    summary: 'Add a picture',
    status: 201,
    input: z.object({ body: z.looseObject({}) }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => {
      const { creativeId } = await saveCreative(house.db, body, { staffId: staff.staffId }, now)
      return { creativeId }
    },
  }),
  staffOperation('changePicture', {
    method: 'put',
    path: '/api/pictures/:id',
    summary: 'Write a picture anew',
    input: z.object({ params: named, body: z.looseObject({}) }),
    answer: saved,
    run: async ({ params, body }, { house, staff, now }) => {
      const by = { staffId: staff.staffId, creativeId: params.id }
      const { creativeId } = await saveCreative(house.db, body, by, now)
      return { creativeId }
    },
  }),
  staffOperation('removePicture', {
    method: 'delete',
    path: '/api/pictures/:id',
    summary: 'Remove a picture; the catalog’s own stands there again',
    input: z.object({ params: named }),
    answer: null,
    run: async ({ params }, { house }) => {
      if (!(await removeCreative(house.db, params.id)))
        throw new Problem('not-found', 'There is no such picture.')
    },
  }),
]
