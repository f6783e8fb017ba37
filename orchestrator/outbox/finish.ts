import type { ContactRules } from '#contract/contact-rules.ts'
import type { Template } from '#contract/templates.ts'
import type { Db } from '#store/index.ts'
import { costOf } from '../message-cost.ts'
import type { GateName, GateReason } from '../reasons.ts'
import type { OfferJudged } from './drafting.ts'
import { type Draft, drawAll, offerAsked } from './drafts.ts'
import { issueCarried, takeBack } from './offers.ts'
import type { OutboxDeps, OutboxRow } from './outbox.ts'
import { type Candidate, type Judged, type People, templateIdsOf } from './people.ts'

/** A row that every gate lets go, with what it would say. */
export interface Leaving {
  row: OutboxRow
  candidate: Candidate
  draft: Draft
  judged: Judged
  /** Under which its offer is issued: of an earlier try the same, else a new one. */
  issueKey: string
}

/** As it leaves, or why it does not after all. */
export interface Finished {
  judged: Judged
  /** An offer stands for it under this key. */
  issuedKey: string | null
}

/**
 * The second half of a dispatch, for messages with a design: their offers are issued, under the locks that the
 * caller holds and then those of the budgets, and what is sent is drawn with them. Where an offer is not to be
 * had any more the message goes without it, or not at all if it is nothing without it. A constant number of
 * statements for any number of rows.
 */
export async function finishAll(
  tx: Db,
  deps: OutboxDeps,
  about: { people: People; rules: ContactRules },
  leaving: readonly Leaving[],
  now: Date,
): Promise<Map<string, Finished>> {
  if (leaving.length === 0) return new Map()
  // 1. the offers
  const issued = await issueAll(tx, about.rules, leaving, now)
  const refusedOffer = (each: Leaving) => isWithout(each, issued) && each.draft.offer?.required === true
  const going = leaving.filter((each) => !refusedOffer(each))
  // 2. the last drawing, with what counts
  const drawn = await drawAll(
    tx,
    deps,
    about.people,
    going.map(({ row, candidate, issueKey }) => {
      const answer = issued.get(issueKey)
      return { key: row.outboxId, candidate, offer: answer?.allowed ? answer.feed : null, final: true }
    }),
    now,
  )
  const contents = [...drawn.values()].flatMap((each) => (each.ok ? [each] : []))
  const templates = await deps.templates(tx, templateIdsOf(contents))
  // 3. what became of each
  const finished = new Map<string, Finished>()
  for (const each of leaving) {
    const { issueKey } = each
    const answer = issued.get(issueKey)
    const issuedKey = answer?.allowed ? issueKey : null
    const { outboxId } = each.row
    if (refusedOffer(each)) {
      const reason = answer && !answer.allowed ? answer.reason : 'unknown_offer'
      finished.set(outboxId, { judged: stopped(each, 'offer', reason), issuedKey: null })
      continue
    }
    const result = drawn.get(outboxId)
    const judged = result?.ok
      ? redrawn(each, result.content, about.people, templates)
      : stopped(each, 'content', result?.reason ?? 'unknown_version')
    finished.set(outboxId, { judged, issuedKey })
  }
  // 4. what was issued for one that stays goes back
  await releaseUnsent(tx, finished, now)
  return finished
}

const isWithout = ({ issueKey, draft }: Leaving, issued: ReadonlyMap<string, OfferJudged>) =>
  draft.offer !== null && issued.get(issueKey)?.allowed !== true

async function issueAll(
  tx: Db,
  rules: ContactRules,
  leaving: readonly Leaving[],
  now: Date,
): Promise<ReadonlyMap<string, OfferJudged>> {
  const carrying = leaving.filter(({ draft }) => draft.offer?.allowed)
  if (carrying.length === 0) return new Map()
  const asked = carrying.map(({ row, candidate, judged, issueKey }) => {
    const { composed } = judged
    const pieces = composed.ok
      ? { segments: composed.segments, messages: composed.contents.length }
      : { segments: 0, messages: 0 }
    return offerAsked(issueKey, candidate, costOf(row.channel, pieces, rules))
  })
  return issueCarried(tx, asked, now)
}

function redrawn(
  { candidate, judged }: Leaving,
  content: Draft['content'],
  people: People,
  templates: ReadonlyMap<string, Template>,
): Judged {
  const composed = people.draw(candidate, content, templates)
  const next = { ...judged, content, composed }
  return composed.ok ? next : { ...next, ...refusal(judged, 'channel_rules', composed.reason) }
}

const stopped = ({ judged }: Leaving, gate: GateName, reason: GateReason): Judged => ({
  ...judged,
  ...refusal(judged, gate, reason),
})

const refusal = ({ decision: { exposures } }: Judged, gate: GateName, reason: GateReason) => ({
  decision: { allowed: false as const, gate, reason, exposures },
})

async function releaseUnsent(tx: Db, finished: Map<string, Finished>, now: Date): Promise<void> {
  const back = [...finished].filter(
    ([, { judged, issuedKey }]) => issuedKey !== null && !judged.decision.allowed,
  )
  await takeBack(
    tx,
    back.flatMap(([, { issuedKey }]) => issuedKey ?? []),
    now,
  )
  for (const [outboxId, { judged }] of back) finished.set(outboxId, { judged, issuedKey: null })
}
