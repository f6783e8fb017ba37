import type { OutboundChannel } from '#contract/outbound.ts'
import { Problem } from '#contract/problem.ts'
import type { OutreachView } from '#contract/staff-outreach.ts'
import { fillTemplate, type Template } from '#contract/templates.ts'
import { findRow, listOutbox, type OutboxRow } from '#orchestrator/index.ts'
import type { OutreachDeps } from './house.ts'
import { wordsOfOutcome } from './outreach-words.ts'

const SHOWN = 30
/** Journeys write to the same person too. */
const LOOKED_AT = 200
const waiting = ['held', 'queued'] as const

/** What the team wrote to this person and what became of it, newest first. */
export async function listOutreach(deps: OutreachDeps, customerId: string): Promise<OutreachView[]> {
  const rows = await listOutbox(deps.db, { customerId, kinds: ['clienteling'], limit: LOOKED_AT })
  return viewsOf(deps, rows.filter(byAssociate).sort(newestFirst).slice(0, SHOWN))
}

/** What the team wrote to this person on this channel and has not left yet, oldest first. */
export async function waitingOutreach(
  deps: OutreachDeps,
  customerId: string,
  channel: OutboundChannel,
): Promise<OutreachView[]> {
  const rows = await listOutbox(deps.db, {
    customerId,
    channel,
    kinds: ['clienteling'],
    states: waiting,
    limit: SHOWN,
  })
  return viewsOf(deps, rows.filter(byAssociate).sort(newestFirst).reverse())
}

const byAssociate = ({ sender }: OutboxRow) => sender.type === 'associate'
const newestFirst = (a: OutboxRow, b: OutboxRow) =>
  b.createdAt.getTime() - a.createdAt.getTime() || (a.outboxId < b.outboxId ? 1 : -1)

export async function oneOutreach(deps: OutreachDeps, outboxId: string): Promise<OutreachView> {
  const row = await findRow(deps.db, outboxId)
  const [view] = row ? await viewsOf(deps, [row]) : []
  if (!view) throw new Problem('not-found', 'There is no such message.')
  return view
}

async function viewsOf(deps: OutreachDeps, rows: readonly OutboxRow[]): Promise<OutreachView[]> {
  const ids = rows.flatMap(({ content }) => content.template?.templateId ?? [])
  const templates = ids.length === 0 ? new Map() : await deps.templates(deps.db, ids)
  return rows.map((row) => viewOf(row, templates))
}

function viewOf(row: OutboxRow, templates: ReadonlyMap<string, Template>): OutreachView {
  const { outboxId, channel, sender, state, gate, reason } = row
  return {
    outboxId,
    channel,
    staffId: sender.type === 'associate' ? sender.staffId : null,
    staffName: sender.type === 'associate' ? sender.name : '',
    text: textOf(row, templates),
    products: row.content.parts.flatMap((part) =>
      part.type === 'products' ? part.products.map(({ title }) => title) : [],
    ),
    state,
    gate,
    reason,
    words: wordsOfOutcome(reason),
    createdAt: row.createdAt.toISOString(),
    dueAt: state === 'held' || state === 'queued' ? (row.dueAt?.toISOString() ?? null) : null,
    conversationId: row.conversation?.ref.conversationId ?? null,
    mayTakeBack: state === 'held' || state === 'queued',
  }
}

/** What the customer reads; of a template that has changed since, as it reads now. */
function textOf({ content }: OutboxRow, templates: ReadonlyMap<string, Template>): string {
  const template = content.template && templates.get(content.template.templateId)
  if (!content.template || !template) return content.text
  const filled = fillTemplate(template, content.template.parameters)
  return filled.ok ? filled.text : template.body
}
