import { type Blocklist, blocklist } from './blocked.ts'
import { type Identifier, type IdentifierKind, identifierProblem, normaliseIdentifier } from './identity.ts'
import { type IdentityRules, rankOf } from './rules.ts'

/** Identifiers that one record or event shows together. */
export interface Observation {
  /** At most ten, however they are written. */
  identifiers: Identifier[]
  occurredAt: Date
  source: string
  evidence: string
}

export interface RefusedIdentifier {
  /** Of the observation. */
  index: number
  kind: IdentifierKind
  value: string
  reason: 'blocked' | 'malformed' | 'too_long' | 'too_many'
}

const MOST_IDENTIFIERS = 10
const SHOWN_CHARS = 60

export interface SeenIdentifier extends Identifier {
  key: string
  first: Date
  last: Date
  source: string
}

export interface SeenPair {
  /** Keys of the two identifiers. */
  a: string
  b: string
  first: Date
  source: string
  evidence: string
}

/** What a group of observations shows, each identifier and each pair once, with its earliest time. */
export interface Sight {
  /** Per observation the keys of its usable identifiers, the strongest first. */
  perObservation: string[][]
  identifiers: Map<string, SeenIdentifier>
  pairs: Map<string, SeenPair>
  refused: RefusedIdentifier[]
}

export const identifierKey = ({ kind, value }: Identifier): string => `${kind} ${value}`

export const pairKey = (a: string, b: string): string => (a < b ? `${a}\0${b}` : `${b}\0${a}`)

/** Reads a group of observations: normalised, blocked values left out and reported. */
export function readObservations(observations: readonly Observation[], rules: IdentityRules): Sight {
  const sight: Sight = { perObservation: [], identifiers: new Map(), pairs: new Map(), refused: [] }
  const isBlocked = blocklist(rules)
  for (const [index, observation] of observations.entries()) {
    const usable = usableOf(observation, index, isBlocked, sight.refused)
    usable.sort((a, b) => rankOf(a.kind, rules) - rankOf(b.kind, rules))
    const keys = usable.map(identifierKey)
    sight.perObservation.push(keys)
    for (const identifier of usable) noteIdentifier(sight, identifier, observation)
    for (const [i, a] of keys.entries()) for (const b of keys.slice(i + 1)) notePair(sight, a, b, observation)
  }
  return sight
}

function usableOf(
  { identifiers }: Observation,
  index: number,
  isBlocked: Blocklist,
  refused: RefusedIdentifier[],
): Identifier[] {
  const usable = new Map<string, Identifier>()
  for (const [place, { kind, value }] of identifiers.entries()) {
    const normal = normaliseIdentifier(kind, value)
    const reason =
      place >= MOST_IDENTIFIERS
        ? 'too_many'
        : normal === null
          ? identifierProblem(value)
          : isBlocked({ kind, value: normal })
            ? 'blocked'
            : null
    if (reason !== null) refused.push({ index, kind, value: value.slice(0, SHOWN_CHARS), reason })
    else if (normal !== null) usable.set(identifierKey({ kind, value: normal }), { kind, value: normal })
  }
  return [...usable.values()]
}

function noteIdentifier(
  { identifiers }: Sight,
  identifier: Identifier,
  { occurredAt, source }: Observation,
): void {
  const key = identifierKey(identifier)
  const seen = identifiers.get(key)
  if (!seen) identifiers.set(key, { ...identifier, key, first: occurredAt, last: occurredAt, source })
  else if (occurredAt < seen.first) seen.first = occurredAt
  else if (occurredAt > seen.last) seen.last = occurredAt
}

function notePair({ pairs }: Sight, one: string, other: string, observation: Observation): void {
  const [a, b] = one < other ? [one, other] : [other, one]
  const key = pairKey(a, b)
  const { occurredAt: first, source, evidence } = observation
  const seen = pairs.get(key)
  if (!seen || first < seen.first) pairs.set(key, { a, b, first, source, evidence })
}
