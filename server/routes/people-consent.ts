import { z } from 'zod'
import { consentInput } from '#contract/staff-customers.ts'
import { staffOperation } from '../operation.ts'
import { readConsent } from '../people/consent-view.ts'
import { readPerson } from '../people/person.ts'
import { recordByStaff } from '../people/record-consent.ts'
import { mayDo } from '../policy.ts'
import { consentView } from '../schemas/people.ts'
import { customerParams } from './people.ts'

export const peopleConsentOperations = [
  staffOperation('readConsent', {
    method: 'get',
    path: '/api/customers/:id/consent',
    summary: 'What may be sent and used now, channel by purpose',
    input: z.object({ params: customerParams }),
    answer: consentView,
    run: async ({ params }, { house, staff, now }) => {
      const { customerId } = await readPerson(house.db, params.id)
      return readConsent(house, customerId, mayDo(staff.roles, 'readConversation'), now)
    },
  }),
  staffOperation('writeConsent', {
    method: 'post',
    path: '/api/customers/:id/consent',
    summary:
      'Record what the customer said: a no counts at once, a yes needs its evidence and says that staff wrote it',
    input: z.object({ params: customerParams, body: consentInput }),
    answer: consentView,
    run: async ({ params, body }, { house, staff, now }) => {
      const { customerId } = await readPerson(house.db, params.id)
      await recordByStaff(house.db, customerId, body, staff, now)
      house.slots.visitors.forget([customerId]) // their next page already holds to it
      return readConsent(house, customerId, mayDo(staff.roles, 'readConversation'), now)
    },
  }),
]
