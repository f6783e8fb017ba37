import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { StaffRole, StaffView } from '#contract/staff-api.ts'
import type { consentInput } from '#contract/staff-customers.ts'
import { recordForPerson } from '#domain/consent/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

/** A no may be written down by everybody who hears it; a yes only by those who stand before the customer. */
const witnesses: readonly StaffRole[] = ['associate', 'support', 'admin']

/** What a customer told a person of the staff, for all members of the customer, with who wrote it down. */
export async function recordByStaff(
  db: Db,
  customerId: string,
  said: z.output<typeof consentInput>,
  staff: StaffView,
  now: Date,
): Promise<void> {
  if (said.state === 'granted') assertGrant(said.evidence, staff)
  const { channel, purpose, state } = said
  const evidence = [`Recorded by staff (${staff.name}, ${staff.staffId})`, said.evidence].filter(Boolean)
  await recordForPerson(
    db,
    customerId,
    [{ channel, purpose, state, source: 'staff', evidence: evidence.join(': ') }],
    now,
    await membersOf(db, customerId), // who stands before the customer speaks of all that we keep of them
  )
}

function assertGrant(evidence: string, staff: StaffView): void {
  if (!staff.roles.some((role) => witnesses.includes(role)))
    throw new Problem('forbidden', 'Your role may record a no, not a yes.')
  if (evidence === '')
    throw new Problem('bad-request', undefined, {
      errors: [{ path: 'evidence', message: 'a yes needs the words or the paper it stands on' }],
    })
}
