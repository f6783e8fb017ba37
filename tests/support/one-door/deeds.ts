import { recordConsent, resume, withdraw } from '#domain/consent/index.ts'
import { findConversation, openConversation } from '#domain/conversations/index.ts'
import { applyHandoff } from '#domain/handoff/index.ts'
import {
  createCustomer,
  lockCustomer,
  membersOf,
  mergeCustomers,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import { noteInbound } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { channels, type journalAt, type ProofChannel, pick, places, type Somebody } from './world.ts'

/** What was done to people, with the moment that was read while their lock was held. */
export type Deed =
  | { deed: 'stop' | 'start'; customerId: string; channel: ProofChannel; address: string | null; at: string }
  | { deed: 'inbound'; customerId: string; address: string; at: string }
  | { deed: 'ticket' | 'solved'; customerId: string; at: string }
  | { deed: 'merge' | 'unmerge'; customerId: string; otherId: string; at: string }

/** People with a phone, a mailbox, a home and something said about every channel. */
export async function populate(
  db: Db,
  count: number,
  random: () => number,
  at: Date,
  { crowded = false }: { crowded?: boolean } = {},
): Promise<Somebody[]> {
  const people: Somebody[] = []
  for (let n = 0; n < count; n++) {
    const place = crowded ? 0 : Math.floor(random() * places.length)
    const home = places[place] ?? places[0]
    const phone = `${home.prefix}${String(23_456_789 + n * 7919).slice(0, home.digits)}`
    const email = `p${n}@example.com`
    const { customerId } = await createCustomer(
      db,
      {
        source: 'proof',
        identifiers: [
          { kind: 'phone', value: phone },
          { kind: 'email', value: email },
        ],
        address: {
          line1: '1 High Street',
          line2: undefined,
          city: 'Town',
          region: home.region ?? undefined,
          postcode: '1',
          country: home.country,
        },
      },
      at,
    )
    const say = () => (crowded || random() < 0.85 ? 'granted' : 'denied')
    const said = { sms: say(), whatsapp: say(), email: say() } as const
    for (const channel of channels)
      await recordConsent(
        db,
        { customerId, channel, purpose: 'all', state: said[channel], source: 'proof', evidence: 'at first' },
        at,
      )
    const members = await membersOf(db, customerId)
    people.push({ n, customerId, rootId: members[0] ?? customerId, members, phone, email, place, said })
  }
  return people
}

/** Does one thing at random to somebody, through the rooms' own doors, and notes it. */
export async function doSomething(
  db: Db,
  people: readonly Somebody[],
  state: { merged: Set<number>; tickets: Map<string, string> },
  about: { random: () => number; clock: () => Date; log: ReturnType<typeof journalAt> },
): Promise<void> {
  const { random, clock, log } = about
  const who = pick(random, people)
  const draw = random()
  if (draw < 0.3) return log(await stopOrStart(db, who, random, clock))
  if (draw < 0.75) return log(await wrote(db, who, clock))
  if (draw < 0.87) return log(await ticketOrSolved(db, who, state.tickets, clock))
  const pair = Math.floor(who.n / 2)
  const [one, other] = [people[pair * 2], people[pair * 2 + 1]]
  if (one && other) log(await mergeOrPart(db, one, other, state.merged, pair, clock))
}

function stopOrStart(db: Db, who: Somebody, random: () => number, clock: () => Date): Promise<Deed> {
  const channel = pick(random, channels)
  const stop = random() < 0.35
  return inTransaction(db, async (tx) => {
    await lockCustomer(tx, who.customerId)
    const at = clock()
    const said = { source: 'proof', evidence: stop ? 'STOP' : 'START', at }
    const address = channel === 'email' ? who.email : who.phone
    if (stop) await withdraw(tx, who.customerId, [channel], said, at)
    else await resume(tx, who.customerId, channel, address, said, at)
    const { customerId } = who
    return { deed: stop ? 'stop' : 'start', customerId, channel, address, at: at.toISOString() } as const
  })
}

function wrote(db: Db, { customerId, phone }: Somebody, clock: () => Date): Promise<Deed> {
  return inTransaction(db, async (tx) => {
    await lockCustomer(tx, customerId)
    const at = clock()
    await noteInbound(tx, { customerId, channel: 'whatsapp', kind: 'phone', address: phone }, at)
    return { deed: 'inbound', customerId, address: phone, at: at.toISOString() } as const
  })
}

function ticketOrSolved(
  db: Db,
  { customerId }: Somebody,
  tickets: Map<string, string>,
  clock: () => Date,
): Promise<Deed> {
  return inTransaction(db, async (tx) => {
    await lockCustomer(tx, customerId)
    const at = clock()
    const open = tickets.get(customerId)
    const conversation = open
      ? await findConversation(tx, open)
      : await openConversation(tx, customerId, 'web', at)
    if (!conversation) throw new Error('the conversation of a ticket is gone')
    const applied = await applyHandoff(
      tx,
      conversation,
      open
        ? { type: 'resolve' }
        : { type: 'request', reason: 'asked_for_person', summary: 'asks for a person' },
      at,
    )
    if (!applied.ok) throw new Error('a ticket could not be opened or closed')
    if (open) tickets.delete(customerId)
    else tickets.set(customerId, conversation.conversationId)
    return { deed: open ? 'solved' : 'ticket', customerId, at: at.toISOString() } as const
  })
}

function mergeOrPart(
  db: Db,
  one: Somebody,
  other: Somebody,
  merged: Set<number>,
  pair: number,
  clock: () => Date,
): Promise<Deed> {
  const together = merged.has(pair)
  const [customerId, otherId] = [one.customerId, other.customerId]
  return inTransaction(db, async (tx) => {
    const about = { customerId, staffId: 'stf_mia', reason: 'proof' }
    if (together) await unmergeCustomers(tx, { ...about, apart: [...other.members] }, clock())
    else await mergeCustomers(tx, { ...about, otherId }, clock())
    if (together) merged.delete(pair)
    else merged.add(pair)
    return { deed: together ? 'unmerge' : 'merge', customerId, otherId, at: clock().toISOString() } as const
  })
}
