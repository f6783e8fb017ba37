import { z } from 'zod'
import { readingPurposes, timelineKinds } from '#contract/staff-customers.ts'
import { staffOperation } from '../operation.ts'
import { readCustomerPage } from '../people/customer-view.ts'
import { findCustomers } from '../people/find.ts'
import { nextFor } from '../people/next-view.ts'
import { statedPurpose } from '../people/purposes.ts'
import { recommendedFor } from '../people/recommended-view.ts'
import { readTimeline } from '../people/timeline-view.ts'
import { nextForCustomer } from '../schemas/next.ts'
import { customerPage, customerRow, recommendedForCustomer, timelinePage } from '../schemas/people.ts'

export const customerParams = z.object({ id: z.string().max(100) })
const purpose = z
  .enum(readingPurposes)
  .optional()
  .describe('what the customer is read for; left out: the first that the caller’s roles allow')

export const peopleOperations = [
  staffOperation('listCustomers', {
    method: 'get',
    path: '/api/customers',
    summary: 'Customers by the start of a name or an identifier; without a text the newest, 30 a page',
    input: z.object({
      query: z.object({
        q: z.string().max(200).default(''),
        cursor: z.string().max(500).optional().describe('`next` of the page before'),
      }),
    }),
    answer: z.object({ customers: z.array(customerRow), next: z.string().nullable() }),
    run: ({ query }, { house }) => findCustomers(house.db, query.q, query.cursor ?? null),
  }),
  staffOperation('readCustomer', {
    method: 'get',
    path: '/api/customers/:id',
    summary: 'One customer: who, what we know for the stated purpose and why, consent, loyalty, orders',
    input: z.object({ params: customerParams, query: z.object({ purpose }) }),
    answer: customerPage,
    run: ({ params, query }, { house, staff, now }) =>
      readCustomerPage(house, params.id, { staff, purpose: statedPurpose(staff.roles, query.purpose) }, now),
  }),
  staffOperation('readCustomerRecommendations', {
    method: 'get',
    path: '/api/customers/:id/recommendations',
    summary:
      'Products in stock that may suit this customer, each with its reason; without consent to personalisation by popularity alone',
    input: z.object({ params: customerParams }),
    answer: recommendedForCustomer,
    run: ({ params }, { house, now }) => recommendedFor(house, params.id, now),
  }),
  staffOperation('readCustomerNext', {
    method: 'get',
    path: '/api/customers/:id/next',
    summary: 'What to do next for this customer, with every gate’s answer; nothing is issued or sent by it',
    input: z.object({ params: customerParams }),
    answer: nextForCustomer,
    run: ({ params }, { house, now }) => nextFor(house, params.id, now),
  }),
  staffOperation('readTimeline', {
    method: 'get',
    path: '/api/customers/:id/timeline',
    summary: 'What happened on every channel, newest first',
    input: z.object({
      params: customerParams,
      query: z.object({
        before: z
          .string()
          .max(2500)
          .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z~./, 'the `next` of a page')
          .optional()
          .describe('`next` of the page before'),
        kind: z.enum(timelineKinds).optional(),
      }),
    }),
    answer: timelinePage,
    run: ({ params, query }, { house, staff }) =>
      readTimeline(house, params.id, { staff, kind: query.kind ?? null, before: query.before ?? null }),
  }),
]
