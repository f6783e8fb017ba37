import type { Composed } from '#channels/index.ts'
import type { MessageContent, MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import { type Exposure, recordExposures } from '#domain/experiments/index.ts'
import type { Db } from '#store/index.ts'
import { addressFor } from '../address.ts'
import { decide } from '../decide.ts'
import { readPeople, withExposures, withTouch } from '../facts.ts'
import type { OutboundDecision } from '../outbound.ts'
import type { OwnAddress, PersonFacts, Touch } from '../person-facts.ts'
import type { OutboxDeps, Shop } from './outbox.ts'

/** One message on one channel, as the gates are asked about it. */
export interface Candidate {
  customerId: string
  kind: MessageKind
  channel: OutboundChannel
  address: string | undefined
  sender: OutboundSender
  subject: string | null
  content: MessageContent
  experiment: string | null
  conversationId: string | null
  priority: number
  expectedValue: number
  createdAt: Date
  /** Its row, once it has one. */
  outboxId: string | null
}

/** What the gates say, with what they were told. */
export interface Judged {
  to: OwnAddress | null
  composed: Composed
  decision: OutboundDecision
}

/** Everybody a group is about: read once, and kept in step with what the group itself decides. */
export interface People {
  judge: (candidate: Candidate, now: Date) => Judged
  /** A row of this group that waits or has begun: it counts for those that follow. */
  note: (customerId: string, touch: Touch) => void
  /** Writes down who was exposed to a holdout; call it once, after the last decision. */
  recordExposures: (tx: Db, now: Date) => Promise<void>
  /** An exposure of this candidate, to be written under this row. */
  exposed: (customerId: string, outboxId: string, decision: OutboundDecision) => void
}

/** Reads all that decides about these customers. Call it under the locks of their roots. */
export async function meetPeople(
  tx: Db,
  deps: Pick<OutboxDeps, 'suppressionKey'>,
  about: {
    /** Who, and what is to be sent to them: no more is read than these kinds need. */
    candidates: readonly { customerId: string; kind: MessageKind }[]
    shop: Shop
    templates: ReadonlyMap<string, Template>
  },
  now: Date,
): Promise<People> {
  const { shop, templates, candidates } = about
  const customerIds = candidates.map(({ customerId }) => customerId)
  const kinds = new Set(candidates.map(({ kind }) => kind))
  const { rules, timeZone, draw } = shop
  const read = await readPeople(tx, { suppressionKey: deps.suppressionKey, rules, kinds }, customerIds, now)
  const changed = new Map<string, PersonFacts>()
  const personOf = (customerId: string) => {
    const person = read(customerId)
    return changed.get(person.rootId) ?? person
  }
  const exposures: Exposure[] = []
  return {
    judge: (candidate, at) => {
      const { kind, channel, address, content, customerId, sender } = candidate
      const person = personOf(customerId)
      const to = addressFor(person, { kind, channel, ...(address !== undefined && { address }) }, at)
      const named = content.template?.templateId
      const template = named === undefined ? null : (templates.get(named) ?? null)
      const composed = draw({
        kind,
        channel,
        content,
        customerId: to?.customerId ?? customerId,
        sender,
        template,
      })
      const asked = { ...candidate, to, template, composed }
      return { to, composed, decision: decide(asked, { person, rules, shopZone: timeZone, now: at }) }
    },
    note: (customerId, touch) => {
      const person = personOf(customerId)
      changed.set(person.rootId, withTouch(person, touch))
    },
    exposed: (customerId, outboxId, { exposures: due }) => {
      if (due.length === 0) return
      const person = personOf(customerId)
      changed.set(person.rootId, withExposures(person, due))
      for (const { experiment, variation } of due)
        exposures.push({ customerId, rootId: person.rootId, experiment, variation, outboxId })
    },
    recordExposures: (db, at) => recordExposures(db, exposures, at),
  }
}
