export const loyaltyKinds = [
  'joined',
  'left',
  'earned',
  'redeemed',
  'expired',
  'adjusted',
  'tier',
  'reward_issued',
  'reward_redeemed',
  'reward_expired',
  'milestone',
] as const
export type LoyaltyKind = (typeof loyaltyKinds)[number]

/** One line of the ledger. `points` is what it adds to the balance: negative where points leave. */
export interface LoyaltyEntry {
  entryId: string
  kind: LoyaltyKind
  points: number
  label: string | null
  reference: string | null
  source: string
  at: Date
  expiresAt: Date | null
}

/** The shop's tiers: each is reached by points earned, in all or within a moving window of days. */
export interface LoyaltyProgram {
  name: string
  tiers: { name: string; threshold: number }[]
  windowDays: number | null
}

export interface Reward {
  rewardId: string
  name: string | null
  status: 'open' | 'redeemed' | 'expired'
  issuedAt: Date | null
  expiresAt: Date | null
}

export interface Loyalty {
  member: boolean
  joinedAt: Date | null
  balance: number
  earned: number
  /** Named by the shop's own system, or, where it never was, reached by the programme's thresholds. */
  tier: { name: string; since: Date | null; by: 'event' | 'points' } | null
  next: { tier: string; missing: number; share: number } | null
  rewards: Reward[]
  milestones: { name: string; at: Date }[]
  /** The points that lapse next. */
  expiring: { points: number; at: Date } | null
}

const DAY_MS = 86_400_000

/** Where a customer stands by the ledger at `now`. Any order of the same entries gives the same answer; null: not in it. */
export function loyaltyOf(
  given: readonly LoyaltyEntry[],
  program: LoyaltyProgram | null,
  now: Date,
): Loyalty | null {
  const entries = inOrder(given).filter((entry) => entry.at <= now)
  const [first] = entries
  if (!first) return null
  const joined = entries.find((entry) => entry.kind === 'joined')
  const lastly = entries.findLast((entry) => entry.kind === 'joined' || entry.kind === 'left')
  const earned = earnedIn(entries, program?.windowDays ?? null, now)
  const tier = tierOf(entries, program, earned)
  return {
    member: lastly?.kind !== 'left',
    joinedAt: joined?.at ?? first.at,
    ...balanceOf(entries, now),
    earned: earnedIn(entries, null, now),
    tier,
    next: nextTier(program, tier?.name ?? null, earned),
    rewards: rewardsOf(entries, now),
    milestones: milestonesOf(entries),
  }
}

/** By time, then by id; an entry that two members of one person carry counts once. */
function inOrder(entries: readonly LoyaltyEntry[]): LoyaltyEntry[] {
  const once = new Map(entries.map((entry) => [entry.entryId, entry]))
  return [...once.values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.entryId < b.entryId ? -1 : 1),
  )
}

function earnedIn(entries: readonly LoyaltyEntry[], windowDays: number | null, now: Date): number {
  const from = windowDays === null ? Number.NEGATIVE_INFINITY : now.getTime() - windowDays * DAY_MS
  return entries
    .filter((entry) => entry.kind === 'earned' && entry.at.getTime() >= from)
    .reduce((sum, entry) => sum + entry.points, 0)
}

interface Lot {
  points: number
  expiresAt: Date | null
}

/**
 * Points are spent from the lot that lapses first. A reported expiry of points that have lapsed by their own
 * date already takes nothing more.
 */
function balanceOf(entries: readonly LoyaltyEntry[], now: Date): Pick<Loyalty, 'balance' | 'expiring'> {
  let lots: Lot[] = []
  let lapsed = 0
  let owed = 0
  const lapse = (at: Date) => {
    const over = lots.filter((lot) => lot.expiresAt !== null && lot.expiresAt <= at)
    lapsed += pointsIn(over)
    lots = lots.filter((lot) => !over.includes(lot))
  }
  for (const entry of entries) {
    lapse(entry.at)
    if (entry.points > 0) {
      const paid = Math.min(owed, entry.points)
      owed -= paid
      lots.push({ points: entry.points - paid, expiresAt: entry.expiresAt })
    } else {
      const reported = entry.kind === 'expired' ? Math.min(lapsed, -entry.points) : 0
      lapsed -= reported
      owed += spend(lots, -entry.points - reported)
    }
  }
  lapse(now)
  return { balance: pointsIn(lots) - owed, expiring: lapsingNext(lots) }
}

/** Takes points out of the lots, those that lapse first before the others; answers what was missing. */
function spend(lots: Lot[], points: number): number {
  let wanted = points
  for (const lot of [...lots].sort(byExpiry)) {
    const taken = Math.min(lot.points, wanted)
    lot.points -= taken
    wanted -= taken
  }
  return wanted
}

function byExpiry(a: Lot, b: Lot): number {
  return (a.expiresAt?.getTime() ?? Number.MAX_VALUE) - (b.expiresAt?.getTime() ?? Number.MAX_VALUE)
}

function lapsingNext(lots: readonly Lot[]): Loyalty['expiring'] {
  const [next] = lots.filter((lot) => lot.points > 0 && lot.expiresAt !== null).sort(byExpiry)
  if (!next?.expiresAt) return null
  const at = next.expiresAt
  return { points: pointsIn(lots.filter((lot) => lot.expiresAt?.getTime() === at.getTime())), at }
}

function pointsIn(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.points, 0)
}

function tierOf(
  entries: readonly LoyaltyEntry[],
  program: LoyaltyProgram | null,
  earned: number,
): Loyalty['tier'] {
  const named = entries.findLast((entry) => entry.kind === 'tier' && entry.label !== null)
  if (named?.label) return { name: named.label, since: named.at, by: 'event' }
  const reached = tiersUp(program).findLast((tier) => tier.threshold <= earned)
  return reached ? { name: reached.name, since: null, by: 'points' } : null
}

function nextTier(program: LoyaltyProgram | null, tier: string | null, earned: number): Loyalty['next'] {
  const tiers = tiersUp(program)
  const at = tiers.findIndex((entry) => entry.name === tier)
  const next = at >= 0 ? tiers[at + 1] : tiers.find((entry) => entry.threshold > earned)
  if (!next) return null
  const missing = Math.max(next.threshold - earned, 0)
  return { tier: next.name, missing, share: next.threshold === 0 ? 1 : Math.min(earned / next.threshold, 1) }
}

function tiersUp(program: LoyaltyProgram | null): LoyaltyProgram['tiers'] {
  return [...(program?.tiers ?? [])].sort((a, b) => a.threshold - b.threshold)
}

function rewardsOf(entries: readonly LoyaltyEntry[], now: Date): Reward[] {
  const ids = new Set(entries.filter((entry) => entry.kind.startsWith('reward')).map((one) => one.reference))
  return [...ids].flatMap((rewardId) => {
    if (rewardId === null) return []
    const about = entries.filter((entry) => entry.reference === rewardId && entry.kind.startsWith('reward'))
    const expiresAt = about.findLast((entry) => entry.expiresAt !== null)?.expiresAt ?? null
    const over = about.some((entry) => entry.kind === 'reward_expired') || (expiresAt && expiresAt <= now)
    const redeemed = about.some((entry) => entry.kind === 'reward_redeemed')
    return {
      rewardId,
      name: about.findLast((entry) => entry.label !== null)?.label ?? null,
      status: redeemed ? 'redeemed' : over ? 'expired' : 'open',
      issuedAt: about.find((entry) => entry.kind === 'reward_issued')?.at ?? null,
      expiresAt,
    }
  })
}

function milestonesOf(entries: readonly LoyaltyEntry[]): Loyalty['milestones'] {
  const reached = new Map<string, Date>()
  for (const { kind, label, at } of entries)
    if (kind === 'milestone' && label !== null && !reached.has(label)) reached.set(label, at)
  return [...reached].map(([name, at]) => ({ name, at }))
}
