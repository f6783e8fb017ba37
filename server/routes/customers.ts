import { z } from 'zod'
import { customerInput, upsertCustomers } from '#domain/identity/index.ts'
import { badEntries, batchBody, describedBatch, readBatch } from '../batch.ts'
import { operation } from '../operation.ts'
import { nothingGood } from './catalog.ts'

const MEGABYTES_5 = 5 * 1024 * 1024

// one that nobody can be recognised by would be made anew each time it is sent
const recognisable = customerInput.refine((customer) => customer.userId ?? customer.email, {
  message: 'userId or email is needed',
  path: ['userId'],
})

export const customerOperations = [
  operation('takeCustomers', 'secret_key', {
    method: 'post',
    path: '/v1/customers',
    summary: 'New and changed customers, recognised by user id, else e-mail',
    input: z.object({ body: batchBody('customers') }),
    describedBody: describedBatch('customers', recognisable),
    answer: z.object({
      read: z.int(),
      created: z.int(),
      updated: z.int(),
      unchanged: z.int(),
      bad: badEntries,
    }),
    bodyLimit: MEGABYTES_5,
    lines: true,
    run: async ({ body }, { house, now }) => {
      const { good, bad, read } = readBatch(body, 'customers', recognisable)
      if (read > 0 && good.length === 0) throw nothingGood(bad)
      return { read, ...(await upsertCustomers(house.db, good, 'api', now)), bad }
    },
  }),
]
