import type { TrackedEvent } from '#domain/events/index.ts'
import type { LoyaltyEntry, LoyaltyKind } from '../loyalty.ts'
import { textIn, timeIn, wholeIn } from './fields.ts'

const kinds: Record<string, LoyaltyKind> = {
  'Loyalty Joined': 'joined',
  'Loyalty Left': 'left',
  'Loyalty Points Earned': 'earned',
  'Loyalty Points Redeemed': 'redeemed',
  'Loyalty Points Expired': 'expired',
  'Loyalty Points Adjusted': 'adjusted',
  'Loyalty Tier Changed': 'tier',
  'Loyalty Reward Issued': 'reward_issued',
  'Loyalty Reward Redeemed': 'reward_redeemed',
  'Loyalty Reward Expired': 'reward_expired',
  'Loyalty Milestone Reached': 'milestone',
}

/**
 * The lines of the ledger that an event makes. A browser makes none: it could give itself points. What a
 * reward cost leaves the balance by its own "Loyalty Points Redeemed".
 */
export function loyaltyEntriesOf(event: TrackedEvent): LoyaltyEntry[] {
  const kind = kinds[event.name]
  if (!kind || event.trust !== 'secret') return []
  const { properties } = event
  const entry: LoyaltyEntry = {
    entryId: textIn(properties, 'entry_id') ?? event.messageId,
    kind,
    points: 0,
    label: labelOf(kind, properties),
    reference: textIn(properties, 'reward_id') ?? textIn(properties, 'order_id'),
    source: event.source,
    at: event.occurredAt,
    expiresAt: timeIn(properties, 'expires_at'),
  }
  const tier = kind === 'joined' ? textIn(properties, 'tier') : null
  const joinedInto: LoyaltyEntry[] = tier
    ? [{ ...entry, entryId: `${entry.entryId} tier`, kind: 'tier', label: tier }]
    : []
  return [withPoints(entry, wholeIn(properties, 'points') ?? 0), ...joinedInto]
}

/** A gift of fewer than no points is a correction. */
function withPoints(entry: LoyaltyEntry, points: number): LoyaltyEntry {
  switch (entry.kind) {
    case 'earned':
    case 'adjusted':
      return { ...entry, kind: points < 0 ? 'adjusted' : entry.kind, points }
    case 'redeemed':
    case 'expired':
      return { ...entry, points: -Math.abs(points) }
    default:
      return entry
  }
}

function labelOf(kind: LoyaltyKind, properties: TrackedEvent['properties']): string | null {
  if (kind === 'tier') return textIn(properties, 'tier')
  if (kind === 'milestone') return textIn(properties, 'milestone')
  return kind.startsWith('reward') ? textIn(properties, 'reward') : textIn(properties, 'reason')
}
