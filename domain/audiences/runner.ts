import { Problem } from '#contract/problem.ts'
import { AUDIENCE_CHANGED, type AudienceChange } from '#contract/webhooks.ts'
import type { Contact } from '#domain/webhooks/index.ts'
import {
  type CarrierDeps,
  findWebhook,
  markGone,
  nextTry,
  noteFailing,
  noteTaken,
  secretKeys,
} from '#domain/webhooks/index.ts'
import type { Db } from '#store/index.ts'
import type { Entry } from './audiences.ts'
import { usableForAds } from './judge-person.ts'
import { judgeDue, judgeNoted, judgeWhole, liveAudiences, nextWhole } from './queries-judge.ts'
import { usesOf } from './queries-people.ts'
import {
  anyNoted,
  type ClaimedPart,
  claimPart,
  duePushes,
  failPart,
  finishPart,
  nextPush,
} from './queries-push.ts'

export interface AudienceDeps extends Omit<CarrierDeps, 'contactOf'> {
  suppressionKey: string
}

export interface AudienceRunner {
  /** Judges whoever something has happened to, and whole lists by the hour; then tells the endpoints. */
  run: (now: Date) => Promise<void>
  nextDue: () => Promise<Date | null>
  /** Judges one list as a whole, now. Throws `not-found`. */
  judge: (audienceId: string, now: Date) => Promise<void>
}

/** Keeps lists for ads as small as consent makes them. */
export function createAudienceRunner(deps: AudienceDeps): AudienceRunner {
  const { db, suppressionKey } = deps
  return {
    run: async (now) => {
      await judgeNoted(db, suppressionKey, now)
      await judgeDue(db, suppressionKey, now)
      const due = await duePushes(db, now)
      await Promise.all(due.map((audienceId) => push(deps, audienceId, now)))
    },
    nextDue: async () => {
      if (await anyNoted(db)) return new Date(0)
      const times = [await nextWhole(db), await nextPush(db)].filter((at) => at !== null)
      return times.length > 0 ? new Date(Math.min(...times.map(Number))) : null
    },
    judge: async (audienceId, now) => {
      const audience = (await liveAudiences(db)).find((one) => one.audience_id === audienceId)
      if (!audience) throw new Problem('not-found', 'There is no such audience, or it has ended')
      await judgeWhole(db, audience, suppressionKey, now)
    },
  }
}

/** A round ends, whatever comes in meanwhile. */
const MOST_PARTS = 200

async function push(deps: AudienceDeps, audienceId: string, now: Date): Promise<void> {
  const { db, suppressionKey } = deps
  for (let part = 0; part < MOST_PARTS; part++) {
    const claimed = await claimPart(db, audienceId, { suppressionKey, now })
    if (!claimed || !(await tell(deps, claimed, now))) return
  }
}

/** Answers whether it was taken. */
async function tell(deps: AudienceDeps, claimed: ClaimedPart, now: Date): Promise<boolean> {
  const { db } = deps
  const { audience, part } = claimed
  const webhook = await findWebhook(db, audience.webhook_id)
  const again =
    nextTry({ attempts: audience.attempts, firstTriedAt: now, askedMs: 0 }, deps.roll(), now) ?? now
  if (!webhook) {
    await failPart(db, claimed, { note: 'The endpoint was removed', again })
    return false
  }
  const secrets = secretKeys(deps.houseKey, webhook, now)
  const message = { id: part.exportId, url: webhook.url, body: bodyOf(claimed, now), secrets }
  const answer = await deps.send(message, now)
  if (answer.answered && answer.status >= 200 && answer.status < 300) {
    await finishPart(db, claimed, now)
    await noteTaken(db, webhook.webhookId, now)
    return true
  }
  const note = answer.answered ? `The endpoint answered ${answer.status}` : answer.error
  await failPart(db, claimed, { note, again })
  if (answer.answered && answer.status === 410) await markGone(db, webhook.webhookId)
  else await noteFailing(db, webhook.webhookId, now)
  return false
}

function bodyOf({ audience, part }: ClaimedPart, now: Date): string {
  const hashed = ({ kind, hash }: Entry) => ({ kind, sha256: hash })
  const data: AudienceChange = {
    audienceId: audience.audience_id,
    name: audience.name,
    format: audience.format,
    sequence: part.sequence,
    add: part.added.map(hashed),
    remove: part.removed.map(hashed),
  }
  return JSON.stringify({ type: AUDIENCE_CHANGED, timestamp: now.toISOString(), data })
}

/** The addresses of a customer that may be used for marketing, as they are; for endpoints that may have them. */
export async function contactOf(
  db: Db,
  customerId: string,
  suppressionKey: string,
  now: Date,
): Promise<Contact> {
  const contact: Contact = { email: [], phone: [] }
  for (const person of (await usesOf(db, [customerId], suppressionKey)).values()) {
    const answer = usableForAds(person, ['email', 'phone'], now)
    if (answer.allowed) for (const { kind, value } of answer.addresses) contact[kind].push(value)
  }
  return contact
}
