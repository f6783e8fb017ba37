import { z } from 'zod'
import { changedSharedModuleInput, newSharedModuleInput } from '#contract/staff-content.ts'
import {
  readContentRules,
  removeSharedModule,
  saveSharedModule,
  writeContentRules,
} from '#domain/content/index.ts'
import { readSharedModules } from '../content/messages-view.ts'
import { staffOperation } from '../operation.ts'
import { messageRules, sharedModuleRow } from '../schemas/content.ts'

const named = z.object({ id: z.string().max(100) })
const saved = z.object({ moduleId: z.string(), rev: z.int() })

/** What several messages share, and what none of them may say. */
export const contentModuleOperations = [
  staffOperation('listSharedModules', {
    method: 'get',
    path: '/api/message-modules',
    summary: 'The shared modules, each with the messages it appears in',
    input: z.object({}),
    answer: z.object({ modules: z.array(sharedModuleRow) }),
    run: async (_input, { house }) => ({ modules: await readSharedModules(house.db) }),
  }),
  staffOperation('createSharedModule', {
    method: 'post',
    path: '/api/message-modules',
    summary: 'Add a shared module; a name that is taken is a conflict',
    status: 201,
    input: z.object({ body: newSharedModuleInput }),
    answer: saved,
    run: ({ body }, { house, staff, now }) =>
      saveSharedModule(house.db, body.module, { staffId: staff.staffId }, now).then(savedOf),
  }),
  staffOperation('changeSharedModule', {
    method: 'put',
    path: '/api/message-modules/:id',
    summary: 'Write a shared module anew; what is live keeps the one it was approved with',
    input: z.object({ params: named, body: changedSharedModuleInput }),
    answer: saved,
    run: ({ params, body }, { house, staff, now }) => {
      const by = { staffId: staff.staffId, moduleId: params.id, rev: body.rev }
      return saveSharedModule(house.db, body.module, by, now).then(savedOf)
    },
  }),
  staffOperation('removeSharedModule', {
    method: 'delete',
    path: '/api/message-modules/:id',
    summary: 'Remove a shared module; a conflict that names who still holds it',
    input: z.object({ params: named }),
    answer: null,
    run: ({ params }, { house }) => removeSharedModule(house.db, params.id),
  }),
  staffOperation('readMessageRules', {
    method: 'get',
    path: '/api/message-rules',
    summary: 'Claims that no message may make, by language',
    input: z.object({}),
    answer: messageRules,
    run: (_input, { house }) => readContentRules(house.db),
  }),
  staffOperation('writeMessageRules', {
    method: 'put',
    path: '/api/message-rules',
    summary: 'Set the claims that no message may make; every draft is held to them from now on',
    input: z.object({ body: z.looseObject({}) }),
    answer: messageRules,
    run: ({ body }, { house, now }) => writeContentRules(house.db, body, now),
  }),
]

const savedOf = ({ moduleId, rev }: z.output<typeof saved>) => ({ moduleId, rev })
