import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { ChannelStanding, GateView, MaySendView } from '#contract/staff-outreach.ts'
import { findCustomer } from '#domain/identity/index.ts'
import { maySend } from '#orchestrator/index.ts'
import type { OutreachDeps } from './house.ts'

const kinds = ['clienteling', 'marketing', 'service'] as const

/** What every gate says now of a message of this person, for each channel and each kind that the shop begins. */
export async function maySendView(
  deps: OutreachDeps,
  staff: StaffView,
  customerId: string,
  now: Date,
): Promise<MaySendView> {
  const { db, suppressionKey } = deps
  if (!(await findCustomer(db, customerId))) throw new Problem('not-found', 'There is no such customer.')
  const { rules, timeZone } = await deps.shop(db)
  const sender = { type: 'associate' as const, staffId: staff.staffId, name: staff.name }
  const answer = await maySend(db, { suppressionKey, rules, shopZone: timeZone }, customerId, now, sender)
  return {
    customerId,
    at: now.toISOString(),
    kinds: kinds.map((kind) => ({
      kind,
      channels: answer.channels.flatMap(({ channel, address, kinds: answers }) => {
        const own = answers.find((each) => each.kind === kind)
        return own ? [standingOf(channel, address?.value ?? null, own.gates)] : []
      }),
    })),
  }
}

interface Answer {
  gate: string
  allowed: boolean
  reason: string | null
  words: string
  until: Date | null
}

/** One line for the whole of it: what cannot be waited for comes before what can. */
export function standingOf(
  channel: ChannelStanding['channel'],
  address: string | null,
  answers: readonly Answer[],
): ChannelStanding {
  const gates = answers.map(
    ({ gate, allowed, reason, words, until }): GateView => ({
      gate,
      allowed,
      reason,
      until: until?.toISOString() ?? null,
      words,
    }),
  )
  const against = gates.filter(({ allowed }) => !allowed)
  const hard = against.find(({ until, reason }) => until === null && reason !== 'window_closed')
  const byTemplate = against.find(({ reason }) => reason === 'window_closed')
  const held = against.find(({ until }) => until !== null)
  const standing = hard ? 'refused' : byTemplate ? 'template_only' : held ? 'held' : 'open'
  const first = hard ?? held ?? byTemplate
  return {
    channel,
    // nobody needs to see the name of a chat's session
    address: channel === 'web' || channel === 'push' ? null : address,
    standing,
    until: standing === 'refused' ? null : (held?.until ?? null),
    words: first?.words ?? '',
    gates,
  }
}
