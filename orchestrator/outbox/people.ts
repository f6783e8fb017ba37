import type { Composed } from '#channels/index.ts'
import type { MessageContent, MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { Template } from '#contract/templates.ts'
import type { ConsentPurpose } from '#domain/consent/index.ts'
import { type Exposure, recordExposures } from '#domain/experiments/index.ts'
import type { Db } from '#store/index.ts'
import { addressFor } from '../address.ts'
import { decide, isBarred } from '../decide.ts'
import { readPeople, withExposures, withTouch } from '../facts.ts'
import { type GateNow, gatesNow } from '../may-send.ts'
import type { OutboundDecision, OutboundMessage } from '../outbound.ts'
import type { OwnAddress, PersonFacts, Touch } from '../person-facts.ts'
import type { Draft } from './drafts.ts'
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
  /** The row that it waits for. */
  winnerId: string | null
}

/** What the gates say, with what they were told. */
export interface Judged {
  to: OwnAddress | null
  /** As it would be sent, or was last drawn. */
  content: MessageContent
  composed: Composed
  decision: OutboundDecision
}

/** Everybody a group is about: read once, and kept in step with what the group itself decides. */
export interface People {
  personOf: (customerId: string) => PersonFacts
  addressOf: (candidate: Candidate, now: Date) => OwnAddress | null
  /** A gate says no whatever the message will look like. */
  isBarred: (candidate: Candidate, now: Date) => boolean
  judge: (candidate: Candidate, draft: Draft, templates: ReadonlyMap<string, Template>, now: Date) => Judged
  /** Every gate's answer, for a screen. */
  gatesNow: (
    candidate: Candidate,
    draft: Draft,
    templates: ReadonlyMap<string, Template>,
    now: Date,
  ) => GateNow[]
  /** The message as its channel sends it. */
  draw: (candidate: Candidate, content: MessageContent, templates: ReadonlyMap<string, Template>) => Composed
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
    /** What else is asked of the ledger. */
    purposes?: readonly ConsentPurpose[]
  },
  now: Date,
): Promise<People> {
  const { shop, candidates, purposes = [] } = about
  const customerIds = candidates.map(({ customerId }) => customerId)
  const kinds = new Set(candidates.map(({ kind }) => kind))
  const { rules, timeZone } = shop
  const { suppressionKey } = deps
  const read = await readPeople(tx, { suppressionKey, rules, kinds, purposes }, customerIds, now)
  const changed = new Map<string, PersonFacts>()
  const personOf = (customerId: string) => {
    const person = read(customerId)
    return changed.get(person.rootId) ?? person
  }
  const addressOf = ({ customerId, kind, channel, address }: Candidate, at: Date) =>
    addressFor(personOf(customerId), { kind, channel, ...(address !== undefined && { address }) }, at)
  const factsOf = (candidate: Candidate, at: Date) => {
    return { person: personOf(candidate.customerId), rules, shopZone: timeZone, now: at }
  }
  const templateOf = ({ template }: MessageContent, templates: ReadonlyMap<string, Template>) =>
    template === undefined ? null : (templates.get(template.templateId) ?? null)
  const drawFor = (
    { kind, channel, sender, customerId }: Candidate,
    to: OwnAddress | null,
    content: MessageContent,
    template: Template | null,
  ) => shop.draw({ kind, channel, content, customerId: to?.customerId ?? customerId, sender, template })
  const askedOf = (
    candidate: Candidate,
    { content, resolved, offer }: Draft,
    templates: ReadonlyMap<string, Template>,
    at: Date,
  ) => {
    const to = addressOf(candidate, at)
    const template = templateOf(content, templates)
    const composed = resolved.ok ? drawFor(candidate, to, content, template) : nothingDrawn
    return { ...undrawn(candidate, to), template, composed, resolved, offer }
  }
  const exposures: Exposure[] = []
  return {
    personOf,
    addressOf,
    isBarred: (candidate, at) =>
      isBarred(undrawn(candidate, addressOf(candidate, at)), factsOf(candidate, at)),
    judge: (candidate, draft, templates, at) => {
      const asked = askedOf(candidate, draft, templates, at)
      const { to, composed } = asked
      return { to, content: draft.content, composed, decision: decide(asked, factsOf(candidate, at)) }
    },
    gatesNow: (candidate, draft, templates, at) =>
      gatesNow(askedOf(candidate, draft, templates, at), factsOf(candidate, at)),
    draw: (candidate, content, templates) =>
      drawFor(candidate, addressOf(candidate, now), content, templateOf(content, templates)),
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

/** The templates that these messages name. */
export function templateIdsOf(given: readonly { content: MessageContent }[]): string[] {
  return [...new Set(given.flatMap(({ content }) => content.template?.templateId ?? []))]
}

const nothingDrawn: Composed = { ok: false, reason: 'empty', text: 'It was not drawn.' }

/** As the gates see it before anybody has drawn it. */
const undrawn = (candidate: Candidate, to: OwnAddress | null): OutboundMessage => ({
  ...candidate,
  to,
  template: null,
  resolved: { ok: true },
  offer: null,
  composed: nothingDrawn,
})
