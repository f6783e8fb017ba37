import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { OutreachView, outreachInput } from '#contract/staff-outreach.ts'
import { findCustomer } from '#domain/identity/index.ts'
import type { SendOutcome } from '#orchestrator/index.ts'
import { contentOf } from './content.ts'
import type { OutreachDeps } from './house.ts'
import { oneOutreach } from './list.ts'
import { wordsOfOutcome } from './outreach-words.ts'

/**
 * A person of the team writes to a customer: one request to the outbox, which asks every gate. What a gate
 * refuses stays on record as a refused row and is told here as a conflict; what is held waits for its hour.
 * It stands in the conversation once it has left, not before: what was never said nobody reads.
 * The same `clientMessageId` again is the same message.
 */
export async function writeOutreach(
  deps: OutreachDeps,
  staff: StaffView,
  customerId: string,
  input: z.output<typeof outreachInput>,
  now: Date,
): Promise<OutreachView> {
  if (!(await findCustomer(deps.db, customerId))) throw new Problem('not-found', 'There is no such customer.')
  const content = await contentOf(deps.db, input, customerId, now)
  const [outcome] = await deps.outbox.request(
    [
      {
        key: `outreach:${staff.staffId}:${customerId}:${input.clientMessageId}`,
        kind: 'clienteling',
        customerId,
        channels: [input.channel],
        sender: { type: 'associate', staffId: staff.staffId, name: staff.name },
        ...(input.subject !== '' && { subject: input.subject }),
        content,
      },
    ],
    now,
  )
  if (!outcome) throw new Error('one request has one outcome')
  if (outcome.state === 'refused') throw refusal(outcome)
  deps.outbox.wake()
  return oneOutreach(deps, outcome.outboxId)
}

function refusal(outcome: SendOutcome): Problem {
  const { gate, reason } = outcome
  return new Problem('conflict', `${wordsOfOutcome(outcome.reason)}.`, {
    errors: [
      { path: 'gate', message: gate ?? '' },
      { path: 'reason', message: reason ?? '' },
    ],
  })
}
