import { Problem } from '#contract/problem.ts'
import type { IdentityStory } from '#contract/staff-customers.ts'
import { identityStory } from '#domain/identity/index.ts'
import { ordersOf } from '#domain/orders/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { Db } from '#store/index.ts'
import { identifierView } from './person.ts'

/** Orders that are counted for the members of one customer; nobody has more. */
const ORDERS = 2000

/** How a customer came to be one: the members, what joined them, and what staff have said. */
export async function readIdentityStory(db: Db, customerId: string): Promise<IdentityStory> {
  const story = await identityStory(db, customerId)
  if (!story) throw new Problem('not-found', 'There is no such customer')
  const orders = await ordersOf(db, story.person.memberIds, ORDERS)
  const names = new Map((await listStaff(db)).map((person) => [person.staffId, person.name]))
  return {
    customerId: story.person.customerId,
    name: story.person.name,
    members: story.members.map((member) => ({
      customerId: member.customerId,
      name: member.name,
      source: member.source,
      createdAt: member.createdAt.toISOString(),
      identifiers: member.identifiers.map(identifierView),
      orders: orders.filter((order) => order.customerId === member.customerId).length,
      joined: member.joined && { reason: member.joined.reason, at: member.joined.at.toISOString() },
    })),
    verdicts: story.verdicts.map((verdict) => ({
      verdictId: verdict.verdictId,
      verdict: verdict.verdict,
      sides: verdict.sides,
      source: verdict.source,
      staffName: verdict.staffId === null ? null : (names.get(verdict.staffId) ?? null),
      reason: verdict.reason,
      at: verdict.at.toISOString(),
      withdrawnAt: verdict.withdrawnAt?.toISOString() ?? null,
    })),
    refused: story.refused.map(({ left, right, reason }) => ({
      left: { kind: left.kind, value: left.value },
      right: { kind: right.kind, value: right.value },
      reason,
    })),
  }
}
