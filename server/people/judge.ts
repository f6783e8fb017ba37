import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { mergeInput, unmergeInput } from '#contract/staff-customers.ts'
import { membersOf, mergeCustomers, rootOf, unmergeCustomers } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { type Db, inTransaction } from '#store/index.ts'

/** Makes two customers one, at a person's word; answers who they are from now on. */
export function mergePeople(
  db: Db,
  customerId: string,
  { otherId, reason }: z.output<typeof mergeInput>,
  staffId: string,
  now: Date,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    if ((await rootOf(tx, customerId)) === (await rootOf(tx, otherId)))
      throw new Problem('conflict', 'These are one customer already.')
    const { merged, rootId } = await mergeCustomers(tx, { customerId, otherId, staffId, reason }, now)
    if (!merged) throw new Problem('conflict', 'These customers cannot be joined.')
    await noteChanged(tx, await membersOf(tx, rootId), now)
    return rootId
  })
}

/** Parts members from a customer, at a person's word; answers both sides. */
export function unmergePeople(
  db: Db,
  customerId: string,
  { apart, reason }: z.output<typeof unmergeInput>,
  staffId: string,
  now: Date,
): Promise<{ customerId: string; apartId: string }> {
  return inTransaction(db, async (tx) => {
    const members = await membersOf(tx, customerId)
    await unmergeCustomers(tx, { customerId, apart, staffId, reason }, now)
    await noteChanged(tx, members, now)
    const stays = members.find((member) => !apart.includes(member)) ?? customerId
    return { customerId: await rootOf(tx, stays), apartId: await rootOf(tx, apart[0] ?? customerId) }
  })
}
