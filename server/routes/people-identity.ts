import { z } from 'zod'
import { mergeInput, unmergeInput } from '#contract/staff-customers.ts'
import { staffOperation } from '../operation.ts'
import { readIdentityStory } from '../people/identity-view.ts'
import { mergePeople, unmergePeople } from '../people/judge.ts'
import { readMergePreview } from '../people/merge-view.ts'
import { identityStory, mergePreview } from '../schemas/people.ts'
import { customerParams } from './people.ts'

export const peopleIdentityOperations = [
  staffOperation('readIdentity', {
    method: 'get',
    path: '/api/customers/:id/identity',
    summary: 'How this customer came to be one: members, identifiers, links, verdicts',
    input: z.object({ params: customerParams }),
    answer: identityStory,
    run: ({ params }, { house }) => readIdentityStory(house.db, params.id),
  }),
  staffOperation('previewMerge', {
    method: 'get',
    path: '/api/customers/:id/merge-preview',
    summary: 'Both sides of a merge, and which consent becomes stricter',
    input: z.object({ params: customerParams, query: z.object({ otherId: z.string().min(1).max(100) }) }),
    answer: mergePreview,
    run: ({ params, query }, { house, now }) => readMergePreview(house, params.id, query.otherId, now),
  }),
  staffOperation('mergeCustomers', {
    method: 'post',
    path: '/api/customers/:id/merge',
    summary: 'Both are one person: a link that an un-merge takes back',
    input: z.object({ params: customerParams, body: mergeInput }),
    answer: z.object({ customerId: z.string() }),
    run: async ({ params, body }, { house, staff, now }) => {
      const customerId = await mergePeople(house.db, params.id, body, staff.staffId, now)
      house.slots.visitors.forget([params.id, body.otherId, customerId])
      return { customerId }
    },
  }),
  staffOperation('unmergeCustomers', {
    method: 'post',
    path: '/api/customers/:id/unmerge',
    summary: 'The named members are somebody else: both sides get back what was theirs',
    input: z.object({ params: customerParams, body: unmergeInput }),
    answer: z.object({ customerId: z.string(), apartId: z.string() }),
    run: async ({ params, body }, { house, staff, now }) => {
      const parted = await unmergePeople(house.db, params.id, body, staff.staffId, now)
      // neither side is shown another page by what the other did
      house.slots.visitors.forget([params.id, ...body.apart, parted.customerId, parted.apartId])
      return parted
    },
  }),
]
