import type { ChannelAddress, OutboundChannel } from '#contract/outbound.ts'
import type { PersonMember } from '#domain/identity/index.ts'
import type { OwnAddress } from './person-facts.ts'
import type { FactRow, PointFact } from './queries-facts.ts'

/** Which channels an identifier is an address of. */
const channelsOf: Record<string, readonly OutboundChannel[]> = {
  phone: ['sms', 'whatsapp'],
  whatsapp_id: ['whatsapp'],
  email: ['email'],
}

const blocks: Record<string, OwnAddress['blocked']> = {
  provider_opted_out: 'provider_opted_out',
  unreachable: 'unreachable',
  invalid_address: 'invalid_address',
}

interface Point {
  customerId: string
  fact: PointFact
}

/** Every address of a person on every channel: identifiers, push tokens, open chats, and where they wrote from. */
export function addressesOf(members: readonly PersonMember[], rows: readonly FactRow[]): OwnAddress[] {
  const points = rows
    .filter(({ part }) => part === 'point')
    .map(({ customer_id, fact }): Point => ({ customerId: customer_id, fact: fact as PointFact }))
  const own = members.flatMap((member) => identifiersAs(member, points))
  const taken = new Set(own.map(({ channel, value }) => `${channel} ${value}`))
  const others = points
    .filter(({ fact: [channel, , value] }) => !taken.has(`${channel} ${value}`))
    .map((point) => pointAddress(point))
  return [...own, ...others, ...openChats(rows)]
}

function identifiersAs({ customerId, identifiers }: PersonMember, points: readonly Point[]): OwnAddress[] {
  return identifiers.flatMap(({ kind, value, quarantined }) =>
    (channelsOf[kind] ?? []).map((channel) => ({
      channel,
      kind: kind as ChannelAddress['kind'],
      value,
      customerId,
      own: !quarantined,
      ...whatIsKnown(points.filter(({ fact }) => fact[0] === channel && fact[2] === value)),
    })),
  )
}

/** What any record of the person holds of one address: a block of any, the longest rest, the latest word. */
function whatIsKnown(points: readonly Point[]): Pick<OwnAddress, 'lastInboundAt' | 'blocked' | 'restUntil'> {
  const latest = (place: 3 | 5) =>
    points
      .flatMap(({ fact }) => (fact[place] === null ? [] : [new Date(fact[place])]))
      .reduce<Date | null>((best, at) => (best && best >= at ? best : at), null)
  const reason = points.map(({ fact }) => fact[4]).find((each) => each !== null) ?? null
  return {
    lastInboundAt: latest(3),
    blocked: reason === null ? null : (blocks[reason] ?? 'unreachable'),
    restUntil: latest(5),
  }
}

/** A push token is theirs; another address that is none of their identifiers may only be answered. */
function pointAddress(point: Point): OwnAddress {
  const [channel, kind, value, , , , push] = point.fact
  const { customerId } = point
  const known = whatIsKnown([point])
  return { channel, kind, value, ...(push && { push }), customerId, own: kind === 'push_token', ...known }
}

/** Chats of the site that are open, the one in use last first. */
function openChats(rows: readonly FactRow[]): OwnAddress[] {
  return rows
    .filter(({ part }) => part === 'open_chat')
    .map(({ customer_id, fact }) => ({ customerId: customer_id, chat: fact as [string, string] }))
    .sort((a, b) => +new Date(b.chat[1]) - +new Date(a.chat[1]))
    .map(({ customerId, chat: [value] }) => ({
      channel: 'web',
      kind: 'session',
      value,
      customerId,
      own: true,
      lastInboundAt: null,
      blocked: null,
      restUntil: null,
    }))
}
