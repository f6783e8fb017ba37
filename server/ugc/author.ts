import { Problem } from '#contract/problem.ts'
import {
  membersOf,
  observe,
  openVisitorSession,
  readVisitorSession,
  sessionTrust,
  verifyIdentityToken,
} from '#domain/identity/index.ts'
import { ordersOf } from '#domain/orders/index.ts'
import type { House } from '../house.ts'

/** Who gives something: a signed-in person, the visitor of a session, or somebody new. */
export interface Author {
  customerId: string
  members: string[]
  /** Whether they are who they say: only then can they have bought it. */
  isProved: boolean
}

export interface AuthorSaid {
  identityToken?: string | undefined
  session?: string | undefined
}

/** Throws `unauthenticated` where a token or session is shown and does not hold. */
export async function authorOf(house: House, said: AuthorSaid, now: Date): Promise<Author> {
  const found = await knownAuthor(house, said, now)
  if (found) return { ...found, members: await membersOf(house.db, found.customerId) }
  const { session } = await openVisitorSession(house.db, now)
  return { customerId: session.customerId, members: [session.customerId], isProved: false }
}

/** null: nothing was shown that says who they are. */
async function knownAuthor(
  house: House,
  { identityToken, session: secret }: AuthorSaid,
  now: Date,
): Promise<{ customerId: string; isProved: boolean } | null> {
  if (identityToken !== undefined) {
    const verified = await verifyIdentityToken(house.secrets.identityAccepted, identityToken, now)
    if (!verified.ok) throw new Problem('unauthenticated', 'The identity token does not hold.')
    const identifiers = [{ kind: 'user_id' as const, value: verified.claims.sub }]
    const seen = { identifiers, occurredAt: now, source: 'identity token', evidence: 'photo or review' }
    const [person] = (await observe(house.db, [seen], now)).people
    if (!person) throw new Problem('bad-request', 'This id stands for nobody in particular.')
    return { customerId: person.customerId, isProved: true }
  }
  if (secret === undefined) return null
  const session = await readVisitorSession(house.db, secret, now)
  if (!session) throw new Problem('unauthenticated', 'This session is not known, or has ended.')
  const isProved = sessionTrust(session, now) === 'account' && session.accountCustomerId !== null
  return { customerId: (isProved && session.accountCustomerId) || session.customerId, isProved }
}

/** Those who take something back show who they are; nobody is made for it. */
export async function knownMembers(house: House, said: AuthorSaid, now: Date): Promise<string[]> {
  const found = await knownAuthor(house, said, now)
  return found ? membersOf(house.db, found.customerId) : []
}

const MOST_ORDERS = 500

/** Whether they have an order with it that was not cancelled. */
export async function hasBought(house: House, author: Author, productId: string): Promise<boolean> {
  if (!author.isProved) return false
  const orders = await ordersOf(house.db, author.members, MOST_ORDERS)
  return orders.some(
    ({ status, lines }) => status !== 'cancelled' && lines.some((line) => line.productId === productId),
  )
}
