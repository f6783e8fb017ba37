import { Problem } from '#contract/problem.ts'
import type { StaffRole } from '#contract/staff-api.ts'
import { type ReadingPurpose, readingPurposes } from '#contract/staff-customers.ts'

/** What each role may read a customer for; the first is what it reads for when it does not say. */
const purposesOf: Record<StaffRole, readonly ReadingPurpose[]> = {
  support: ['service'],
  associate: ['clienteling'],
  crm: ['marketing', 'analytics'],
  admin: readingPurposes,
}

/** The purposes of a person with these roles, in the order of the list. */
export function purposesFor(roles: readonly StaffRole[]): ReadingPurpose[] {
  return readingPurposes.filter((purpose) => roles.some((role) => purposesOf[role].includes(purpose)))
}

/** The purpose that a read states; asking for one that no role of theirs has is refused. */
export function statedPurpose(
  roles: readonly StaffRole[],
  asked: ReadingPurpose | undefined,
): ReadingPurpose {
  const own = purposesFor(roles)
  const stated = asked ?? own[0]
  if (stated === undefined || !own.includes(stated))
    throw new Problem('forbidden', `Your role does not read customers for ${asked ?? 'anything'}.`)
  return stated
}
