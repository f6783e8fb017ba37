import { type MessageKind, messageKinds, outboundChannels } from '#contract/outbound.ts'
import { type ConsentPurpose, suppressionHash } from '#domain/consent/index.ts'
import { type PersonMember, peopleOf } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import { gather } from './facts-person.ts'
import { purposeOf } from './gates/consent.ts'
import { DAY_MS, HOUR_MS } from './gates/touches.ts'
import type { ExposuresDue, GateRules } from './outbound.ts'
import type { PersonFacts, Touch } from './person-facts.ts'
import { lastEngagements, readFactRows } from './queries-facts.ts'

export interface FactsDeps {
  /** The key of the suppression list. */
  suppressionKey: string
  rules: GateRules
  /** The kinds that will be decided: of the ledger nothing else is read. All of them where none is named. */
  kinds?: Iterable<MessageKind>
  /** What else is asked of it. */
  purposes?: readonly ConsentPurpose[]
}

/** The facts of whoever this member belongs to. */
export type People = (customerId: string) => PersonFacts

/** An open chat that has been silent for longer is not looked at any more. */
const CHAT_MS = DAY_MS

/**
 * Everything the gates read, of all these people at once: two statements for any number of them, a third where
 * a rule of fatigue may rest on somebody. Read under the locks of their roots, in the transaction that stores
 * what is decided.
 */
export async function readPeople(
  tx: Db,
  { suppressionKey, rules, kinds = messageKinds, purposes = [] }: FactsDeps,
  customerIds: readonly string[],
  now: Date,
): Promise<People> {
  const members = await peopleOf(tx, customerIds)
  const hashes = hashesOf(members, suppressionKey)
  const ledgerOf = [...new Set([...purposes, ...[...kinds].flatMap((kind) => purposeOf[kind] ?? [])])]
  const rows = await readFactRows(tx, {
    customerIds: members.map(({ customerId }) => customerId),
    channels: outboundChannels,
    purposes: ledgerOf,
    hashes: [...hashes.keys()],
    touchesSince: new Date(now.getTime() - lookBackMs(rules)),
    chatsSince: new Date(now.getTime() - CHAT_MS),
  })
  const people = gather(members, rows, hashes).map((person) => ({ ...person, ledgerOf }))
  await addEngagements(tx, people, rules, now)
  const byMember = new Map(people.flatMap((person) => person.members.map((id) => [id, person] as const)))
  return (customerId) => {
    const person = byMember.get(customerId)
    if (!person) throw new Error('facts are asked of a customer whom nobody read')
    return person
  }
}

/** As far back as any rule, the customer's own wish and a rest can look. */
function lookBackMs({ caps, fatigue }: GateRules): number {
  const tired = fatigue ? (fatigue.days + fatigue.restDays) * DAY_MS : 0
  return Math.max(31 * DAY_MS, tired, ...caps.map(({ hours }) => hours * HOUR_MS))
}

/** Whose each hash is: an identifier is one customer's, a hash may be asked once. */
function hashesOf(members: readonly PersonMember[], key: string): Map<string, string> {
  return new Map(
    members.flatMap(({ rootId, identifiers }) =>
      identifiers.flatMap((identifier) => {
        const hash = suppressionHash(key, identifier)
        return hash === null ? [] : [[hash, rootId] as const]
      }),
    ),
  )
}

/** Only of people who have had so many touches that it matters: seldom anybody. */
async function addEngagements(
  tx: Db,
  people: PersonFacts[],
  { fatigue }: GateRules,
  now: Date,
): Promise<void> {
  if (!fatigue) return
  const many = people.filter(
    ({ touches }) => touches.filter(({ startedAt }) => startedAt !== null).length >= fatigue.touches,
  )
  const since = new Date(now.getTime() - (fatigue.days + fatigue.restDays) * DAY_MS)
  const engaged = await lastEngagements(
    tx,
    many.flatMap(({ members }) => members),
    since,
  )
  for (const person of many) {
    const times = person.members.flatMap((member) => engaged.get(member) ?? [])
    person.engagedAt = times.sort((a, b) => +b - +a)[0] ?? null
  }
}

/** The same person with one message more, or with another state of one: what is decided next counts it. */
export function withTouch(person: PersonFacts, touch: Touch): PersonFacts {
  const others = person.touches.filter(({ outboxId }) => outboxId !== touch.outboxId)
  return { ...person, touches: [...others, touch] }
}

/** The same person after these arms were recorded. */
export function withExposures(person: PersonFacts, due: ExposuresDue): PersonFacts {
  const known = new Set(person.exposures.map(({ experiment }) => experiment))
  const fresh = due
    .map(({ experiment, variation }) => ({ experiment: experiment.key, variation }))
    .filter(({ experiment }) => !known.has(experiment))
  return fresh.length === 0 ? person : { ...person, exposures: [...person.exposures, ...fresh] }
}
