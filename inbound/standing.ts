import type { TrustLevel } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import {
  accountMembers,
  findCustomer,
  sessionTrust,
  type VisitorSession,
  visitorSessionOf,
} from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

/** Who writes: a browser's session, or a customer named by the caller (terminal, tests) with session trust. */
export type Visitor = VisitorSession | { customerId: string }

/** For whom a conversation acts, and how far it is trusted. */
export interface Standing {
  trust: TrustLevel
  /** The conversation's own customer first: new things are written for that one. */
  customerIds: string[]
}

/**
 * Read anew for every turn, from the stored session: an account's trust ends with its token, and a turn
 * that another process takes up after a crash stands where the first one stood.
 */
export async function standingOf(db: Db, conversation: Conversation, now: Date): Promise<Standing> {
  const { customerId, phone } = conversation
  if (phone) return phoneStanding(db, conversation, now)
  return visitorStanding(db, (await visitorSessionOf(db, customerId)) ?? { customerId }, now)
}

/**
 * A phone stands for its own member alone. On the site the same conversation stands for the account that has
 * gone on with it there, as long as its token holds.
 */
async function phoneStanding(db: Db, conversation: Conversation, now: Date): Promise<Standing> {
  const { customerId: own, channel, visitorId } = conversation
  if (channel !== 'web') return { trust: 'channel', customerIds: [own] }
  const session = visitorId === null ? null : await visitorSessionOf(db, visitorId)
  const { trust, customerIds } = await visitorStanding(db, session ?? { customerId: own }, now)
  if (trust !== 'account') return { trust: 'session', customerIds: [own] }
  return { trust, customerIds: [own, ...customerIds.filter((id) => id !== own)] }
}

/** Without account trust a session stands for itself alone, whatever it was once linked to. */
export async function visitorStanding(db: Db, visitor: Visitor, now: Date): Promise<Standing> {
  const own = visitor.customerId
  const account = 'sessionHash' in visitor && sessionTrust(visitor, now) === 'account'
  if (!account || visitor.accountCustomerId === null) return { trust: 'session', customerIds: [own] }
  const members = await accountMembers(db, visitor.accountCustomerId)
  return { trust: 'account', customerIds: [own, ...members.filter((id) => id !== own)] }
}

/** Nothing is written for somebody who has been erased while their browser was connected. */
export async function refuseErased(db: Db, { customerId }: Visitor): Promise<void> {
  if (!(await findCustomer(db, customerId)))
    throw new Problem('unauthenticated', 'This session is not known, or has ended.')
}
