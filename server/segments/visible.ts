import type { SegmentPurpose } from '#contract/segments.ts'
import type { StaffRole } from '#contract/staff-api.ts'
import { purposesFor } from '../people/purposes.ts'

/** Whether these roles read segments of that purpose, as on a customer's page: who counts sees them all. */
export function seesPurpose(roles: readonly StaffRole[], purpose: SegmentPurpose): boolean {
  const own = purposesFor(roles)
  return own.includes('analytics') || own.some((one) => one === purpose)
}
