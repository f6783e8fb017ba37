import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { importDocument, listDocuments, nameDocument, removeDocument } from '#knowledge/documents/index.ts'
import { type StaffCall, staffOperation } from '../operation.ts'
import { documentRow } from '../schemas/staff.ts'

const documentInput = z.strictObject({
  title: z.string().trim().min(1).max(200).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  format: z.enum(['markdown', 'html']),
  text: z.string().min(1).max(500_000),
  key: z.string().trim().max(80).optional(),
  country: z.string().trim().max(200).optional(),
  version: z.string().trim().max(60).optional(),
  validFrom: z.string().trim().max(40).optional(),
  validUntil: z.string().trim().max(40).optional(),
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,80}$/, 'lower-case letters, digits and hyphens')
    .optional(),
})

async function addDocument(input: z.output<typeof documentInput>, { house, now }: StaffCall) {
  const named = input.slug ? { slug: input.slug } : nameDocument(input, now)
  const { documentId } = await importDocument(house.db, { ...input, ...named }, 'console', now)
  await house.search.refresh()
  const row = (await listDocuments(house.db, now)).find((each) => each.documentId === documentId)
  if (!row) throw new Problem('conflict', 'The document was removed meanwhile.')
  return row
}

export const documentOperations = [
  staffOperation('listDocuments', {
    method: 'get',
    path: '/api/documents',
    summary: 'What the agent may answer from',
    input: z.object({}),
    answer: z.object({ documents: z.array(documentRow) }),
    run: async (_input, { house, now }) => ({ documents: await listDocuments(house.db, now) }),
  }),
  staffOperation('addDocument', {
    method: 'post',
    path: '/api/documents',
    summary: 'Add a document, or a new version of the one with the same slug',
    input: z.object({ body: documentInput }),
    answer: documentRow,
    status: 201,
    run: ({ body }, call) => addDocument(body, call),
  }),
  staffOperation('removeDocument', {
    method: 'delete',
    path: '/api/documents/:id',
    summary: 'Remove a document: the agent no longer answers from it',
    input: z.object({ params: z.object({ id: z.string().max(100) }) }),
    answer: null,
    run: async ({ params }, { house, now }) => {
      if (!(await removeDocument(house.db, params.id, now)))
        throw new Problem('not-found', 'There is no such document')
      await house.search.refresh()
    },
  }),
]
