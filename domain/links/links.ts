import type { DeliveryChannel } from '#contract/outbound.ts'

/** A link that is to stand in a message: what is asked for. */
export interface LinkAsked {
  /** The member the message goes to. */
  customerId: string
  /** The row of the outbox. The same address in the same row is the same link, however often it is drawn. */
  ref: string
  channel: DeliveryChannel
  /** Where it leads: a page of the shop, or a path of this server. */
  url: string
  productId?: string | null
  /** The journey that sends it. */
  campaign?: string | null
}

/** A link as somebody follows it. */
export interface TrackedLink {
  customerId: string
  token: string
  ref: string
  channel: DeliveryChannel
  url: string
  productId: string | null
  campaign: string | null
  mintedAt: Date
}

/** `waiting`: looks like a person, and is not settled yet. `scan`: a program that followed every link at once. */
export type ClickState = 'waiting' | 'counted' | 'scan'

export interface Click {
  clickId: string
  clickedAt: Date
  link: TrackedLink
}

const DAY_MS = 86_400_000
/** After a year a link still leads where it led, and nothing of it is counted. */
export const COUNTED_MS = 365 * DAY_MS
/** One person opens one link again and again: within half an hour that is one click. */
export const ONE_CLICK_MS = 30 * 60_000
/** Nobody reads and taps so soon after a message was drawn: gateways and mail filters do. */
export const TOO_SOON_MS = 2000
/** A scanner follows the links of a message within this time of each other… */
export const SCAN_MS = 2000
/** …and so many different ones, which a thumb does not. */
export const SCAN_LINKS = 3
/** How long a click waits, so that the others of a scan are there when it is judged. */
export const SETTLE_MS = 3000

/** Whether a hit that looks like a person's may become a click. */
export function mayCount(
  link: { mintedAt: Date; lastClickAt: Date | null },
  now: Date,
): { counts: boolean; machine: boolean } {
  const age = now.getTime() - link.mintedAt.getTime()
  if (age < TOO_SOON_MS) return { counts: false, machine: true }
  if (age > COUNTED_MS) return { counts: false, machine: false }
  const since =
    link.lastClickAt === null ? Number.POSITIVE_INFINITY : now.getTime() - link.lastClickAt.getTime()
  return { counts: since >= ONE_CLICK_MS, machine: false }
}

/**
 * Which clicks of one message were a scan: those with at least two other links of the message followed within
 * two seconds. A message with fewer links is never judged by this.
 */
export function scansAmong(
  clicks: readonly { clickId: string; clickedAt: Date; token: string }[],
): Set<string> {
  const scans = new Set<string>()
  for (const click of clicks) {
    const near = clicks.filter(
      (other) => Math.abs(other.clickedAt.getTime() - click.clickedAt.getTime()) <= SCAN_MS,
    )
    if (new Set(near.map(({ token }) => token)).size >= SCAN_LINKS) scans.add(click.clickId)
  }
  return scans
}
