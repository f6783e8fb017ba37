import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { audienceFileInput, newAudienceInput, renamedAudienceInput } from '#contract/staff-integrations.ts'
import { confirmFile, endAudience, findAudience, saveAudience } from '#domain/audiences/index.ts'
import { readAudience, readAudiences, takeAudienceFile } from '../integrations-pages/audiences-view.ts'
import { staffOperation } from '../operation.ts'
import { audienceFile, audiencePage, audiencesPage } from '../schemas/integrations.ts'

const audienceOf = z.object({ id: z.string().max(100) })
const saved = z.object({ audienceId: z.string() })

/** The lists for ads. */
export const audiencePageOperations = [
  staffOperation('listAudiences', {
    method: 'get',
    path: '/api/audiences',
    summary: 'Every list for ads: how many the destination has, who may not be in it and why',
    input: z.object({}),
    answer: audiencesPage,
    run: (_input, { house, now }) => readAudiences(house.db, now),
  }),
  staffOperation('createAudience', {
    method: 'post',
    path: '/api/audiences',
    summary: 'Make a list of a segment; only whose consent allows it are in it',
    status: 201,
    input: z.object({ body: newAudienceInput }),
    answer: saved,
    run: async ({ body }, { house, staff, now }) => {
      const { audienceId } = await saveAudience(house.db, body, { staffId: staff.staffId }, now)
      return { audienceId }
    },
  }),
  staffOperation('readAudience', {
    method: 'get',
    path: '/api/audiences/:id',
    summary: 'One list, and what was sent and taken of it',
    input: z.object({ params: audienceOf }),
    answer: audiencePage,
    run: ({ params }, { house, now }) => readAudience(house.db, params.id, now),
  }),
  staffOperation('renameAudience', {
    method: 'put',
    path: '/api/audiences/:id',
    summary: 'Give a list another name. A conflict where somebody else has changed it since it was read',
    input: z.object({ params: audienceOf, body: renamedAudienceInput }),
    answer: saved,
    run: async ({ params, body }, { house, staff, now }) => {
      const before = await findAudience(house.db, params.id)
      if (!before) throw new Problem('not-found', 'There is no such audience.')
      const { segmentId, format, kinds, destination } = before
      const saving = { audienceId: params.id, rev: body.rev, staffId: staff.staffId }
      const input = { name: body.name, segmentId, format, kinds, destination }
      const { audienceId } = await saveAudience(house.db, input, saving, now)
      return { audienceId }
    },
  }),
  staffOperation('endAudience', {
    method: 'post',
    path: '/api/audiences/:id/end',
    summary: 'End a list for good: the destination is told to forget everybody',
    input: z.object({ params: audienceOf }),
    answer: null,
    run: async ({ params }, { house, staff, now }) => {
      await endAudience(house.db, params.id, staff.staffId, now)
    },
  }),
  staffOperation('takeAudienceFile', {
    method: 'post',
    path: '/api/audiences/:id/files',
    summary: 'Take a list as files, all of it or what has changed, to upload by hand',
    status: 201,
    input: z.object({ params: audienceOf, body: audienceFileInput }),
    answer: audienceFile,
    run: ({ params, body }, { house, staff, now }) =>
      takeAudienceFile(house.db, params.id, body, {
        by: staff.staffId,
        now,
        suppressionKey: house.secrets.suppression,
      }),
  }),
  staffOperation('confirmAudienceFile', {
    method: 'post',
    path: '/api/audience-files/:id/confirm',
    summary: 'Say that a file was uploaded: only then removals count as done',
    input: z.object({ params: audienceOf }),
    answer: null,
    run: async ({ params }, { house, now }) => {
      await confirmFile(house.db, params.id, now)
    },
  }),
]
