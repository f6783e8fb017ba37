import { mayUse } from '#domain/consent/index.ts'
import { accountMembers, memberWith } from '#domain/identity/index.ts'
import { boughtBy, factsOf, traitsOfMembers } from '#domain/profile/index.ts'
import { accessOf } from '#domain/segments/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import type { SearchProfile } from '#knowledge/search/index.ts'
import { tastesOf } from '#tools/index.ts'
import type { Call } from '../operation.ts'
import { proofOf } from '../track/admit.ts'

const MOST_VIEWED = 20

/**
 * What lets the caller in before a release: their account's own tier and segments, which the shop's identity token
 * opens; it is the shop's promise to them, not a use of what they did. Without a token nothing.
 */
export async function accessOfCaller({ house, req, now }: Call): Promise<Access | null> {
  if (!house.shelf.hasReleases(now)) return null
  const proof = await proofOf(house, req, undefined)
  const account = proof && (await memberWith(house.db, 'user_id', proof.userId))
  if (!account) return null
  return accessOf(house.db, await accountMembers(house.db, account), true, now)
}

/**
 * What this search may use of its caller. What the page says was looked at in this visit is context; what is
 * known of the person needs their identity token, which opens what is their account's own, and their consent to
 * personalisation; never against the browser's own word (Global Privacy Control). Who said no to that is searched
 * for without either.
 */
export async function profileOfCaller(
  { house, req, now }: Call,
  viewed: readonly string[],
  currency: string,
): Promise<SearchProfile | undefined> {
  const visit = viewed.length > 0 ? { products: viewed.slice(0, MOST_VIEWED) } : undefined
  const proof = await proofOf(house, req, undefined)
  const isOpen = proof !== null && req.get('sec-gpc') !== '1'
  const account = isOpen ? await memberWith(house.db, 'user_id', proof.userId) : null
  if (account === null) return visit
  const { db, secrets } = house
  const use = {
    channel: 'web',
    purpose: 'personalisation',
    suppressionKey: secrets.suppression,
  } as const
  const answer = await mayUse(db, account, use, now)
  if (!answer.allowed) return answer.reason === 'denied' || answer.reason === 'suppressed' ? undefined : visit
  const members = await accountMembers(db, account)
  const { traits } = await traitsOfMembers(db, members, 'personalisation', now)
  const facts = factsOf(await boughtBy(db, members), now)
  return { ...tastesOf({ traits, facts }, currency), ...visit }
}
