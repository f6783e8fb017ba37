import type { StaffView } from '#contract/staff-api.ts'
import type { OutboxStep, OutboxStory } from '#contract/staff-outbox.ts'
import { findStaff } from '#domain/staff/index.ts'
import { type OutboxRow, successorOf } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { templatesById } from '../outbox.ts'
import { mayDo } from '../policy.ts'
import { productsOf, textOf, viewMessages } from './messages.ts'

/** One message with everything that happened to it, and what this reader may do. */
export async function viewStory(
  house: House,
  row: OutboxRow,
  reader: StaffView,
  now: Date,
): Promise<OutboxStory> {
  const [message] = await viewMessages(house, [row], now)
  if (!message) throw new Error('one row makes one message')
  const templateId = row.content.template?.templateId
  const templates = await templatesById(house.db, templateId === undefined ? [] : [templateId])
  const settler = row.settledBy === null ? null : await findStaff(house.db, row.settledBy)
  const { state } = row
  return {
    ...message,
    subject: row.content.subject ?? row.subject,
    text: textOf(row, templates),
    template: templateId === undefined ? null : (templates.get(templateId)?.name ?? templateId),
    products: productsOf(row),
    times: timesOf(row),
    attempts: row.attempts,
    parts: row.parts,
    partsSent: row.partsSent,
    segments: row.segments,
    provider: row.provider,
    error: row.error,
    reroutedFrom: row.reroutedFrom,
    reroutedTo: (await successorOf(house.db, row))?.outboxId ?? null,
    winnerId: row.winnerId,
    conversationId: row.conversation?.ref.conversationId ?? null,
    settledBy: row.settledBy === null ? null : (settler?.name ?? row.settledBy),
    maySettle: state === 'unknown' && mayDo(reader.roles, 'settleOutboxMessage'),
    mayReplay: state === 'dead' && mayDo(reader.roles, 'replayOutboxMessage') && !isTooLate(row, now),
    mayCancel: (state === 'held' || state === 'queued') && mayDo(reader.roles, 'cancelOutboxMessage'),
  }
}

const isTooLate = ({ expiresAt }: OutboxRow, now: Date) => expiresAt !== null && expiresAt <= now

function timesOf(row: OutboxRow): OutboxStory['times'] {
  const steps: [OutboxStep, Date | null][] = [
    ['asked', row.createdAt],
    ['tried', row.firstTriedAt],
    ['given', row.startedAt],
    ['taken', row.acceptedAt],
    ['sent', row.sentAt],
    ['delivered', row.deliveredAt],
    ['read', row.readAt],
    ['failed', row.failedAt],
    ['expires', row.expiresAt],
  ]
  return steps
    .flatMap(([step, at]) => (at === null ? [] : [{ step, at }]))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ step, at }) => ({ step, at: at.toISOString() }))
}
