/** What decides which member of a cluster stands for it. */
export interface RootCandidate {
  customerId: string
  hasUserId: boolean
  createdAt: Date
}

/**
 * The member that stands for the whole cluster: one with a user id, else the oldest, else the one whose id
 * sorts first. The choice depends on the members alone, so that parting people gives each the root it had.
 */
export function rootAmong<T extends RootCandidate>(candidates: readonly T[]): T | undefined {
  return candidates.reduce<T | undefined>(
    (best, each) => (best && !isBetter(each, best) ? best : each),
    undefined,
  )
}

function isBetter(a: RootCandidate, b: RootCandidate): boolean {
  if (a.hasUserId !== b.hasUserId) return a.hasUserId
  const older = a.createdAt.getTime() - b.createdAt.getTime()
  return older === 0 ? a.customerId < b.customerId : older < 0
}
