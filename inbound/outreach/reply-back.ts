import type { Conversation } from '#domain/conversations/index.ts'
import { handoffsOf } from '#domain/handoff/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import { listOutbox, type OutboxRow } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

const ANSWER_MS = 72 * 3_600_000
const LOOKED_AT = 50
const deskRoles = ['associate', 'support', 'admin']

/**
 * Who of the team a customer answers: the author of the newest message that reached them on this channel within
 * 72 hours, as long as nobody has had the conversation since. null: the agent answers as always.
 */
export async function answerToOutreach(
  tx: Db,
  conversation: Conversation,
  now: Date,
): Promise<{ staffId: string; staffName: string } | null> {
  const { channel, status } = conversation
  if (status !== 'agent' || channel === 'api' || channel === 'terminal') return null
  const { customerId } = conversation
  const rows = await listOutbox(tx, { customerId, channel, kinds: ['clienteling'], limit: LOOKED_AT })
  const newest = rows.filter((row) => reachedSince(row, now)).sort(lastStarted)[0]
  if (newest?.sender.type !== 'associate' || !newest.startedAt) return null
  if (await hadSince(tx, conversation, newest.startedAt)) return null
  const { staffId } = newest.sender
  const author = (await listStaff(tx)).find((each) => each.staffId === staffId)
  const mayAnswer = author && !author.disabled && author.roles.some((role) => deskRoles.includes(role))
  return mayAnswer ? { staffId: author.staffId, staffName: author.name } : null
}

/** A message of anybody's that may have reached them: an associate's is answered unless another came after it. */
function reachedSince({ startedAt, state }: OutboxRow, now: Date): boolean {
  return startedAt !== null && now.getTime() - startedAt.getTime() <= ANSWER_MS && state !== 'failed'
}

const lastStarted = (a: OutboxRow, b: OutboxRow) =>
  (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0)

/** Whether anybody has held or waited in the conversation since then: the answer has been heard. */
async function hadSince(tx: Db, conversation: Conversation, then: Date): Promise<boolean> {
  const [latest] = await handoffsOf(tx, [conversation])
  return latest !== undefined && (latest.takenAt ?? latest.queuedAt) >= then
}
