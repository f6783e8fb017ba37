import { Problem } from '#contract/problem.ts'
import type { OutreachView } from '#contract/staff-outreach.ts'
import { fillTemplate, type Template } from '#contract/templates.ts'
import { membersOf } from '#domain/identity/index.ts'
import { findOutboxRow, listOutbox, type OutboxRow } from '#orchestrator/index.ts'
import type { OutreachDeps } from './house.ts'
import { wordsOfOutcome } from './outreach-words.ts'

const SHOWN = 30

/** What the team wrote to this person and what became of it, newest first. */
export async function listOutreach(deps: OutreachDeps, customerId: string): Promise<OutreachView[]> {
  const customerIds = await membersOf(deps.db, customerId)
  const rows = await listOutbox(deps.db, { customerIds, senderType: 'associate', limit: SHOWN })
  return viewsOf(deps, rows)
}

export async function oneOutreach(deps: OutreachDeps, outboxId: string): Promise<OutreachView> {
  const row = await findOutboxRow(deps.db, outboxId)
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
