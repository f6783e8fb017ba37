import type { OutboxMessage } from '#contract/staff-outbox.ts'
import { fillTemplate, type Template } from '#contract/templates.ts'
import { type NamedPerson, namesOf } from '#domain/identity/index.ts'
import { wordsOfOutcome } from '#inbound/index.ts'
import type { OutboxRow } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { templatesById } from '../outbox.ts'
import { hoursThere } from './clock-there.ts'

const EXCERPT = 140

/** Rows of the outbox as staff see them: names, words and hours for all of them at once. */
export async function viewMessages(
  house: House,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<OutboxMessage[]> {
  const people = await namesOf(
    house.db,
    rows.map(({ customerId }) => customerId),
  )
  const ids = rows.flatMap(({ content }) => content.template?.templateId ?? [])
  const templates = await templatesById(house.db, ids)
  const there = await hoursThere(house, rows, now)
  return rows.map((row) => viewMessage(row, { people, templates, there }))
}

interface Known {
  people: ReadonlyMap<string, NamedPerson>
  templates: ReadonlyMap<string, Template>
  there: ReadonlyMap<string, string>
}

function viewMessage(row: OutboxRow, { people, templates, there }: Known): OutboxMessage {
  const { outboxId, channel, kind, sender, state, gate, reason } = row
  const person = people.get(row.customerId)
  const waits = state === 'held' || state === 'queued'
  return {
    outboxId,
    customerId: person?.rootId ?? row.customerId,
    customerName: person?.name ?? null,
    address: addressOf(row),
    channel,
    kind,
    sender: sender.type,
    senderName: 'name' in sender ? sender.name : null,
    excerpt: excerptOf(row, templates),
    state,
    gate,
    reason,
    words: wordsOfOutcome(reason),
    at: row.changedAt.toISOString(),
    dueAt: waits ? (row.dueAt?.toISOString() ?? null) : null,
    dueThere: there.get(outboxId) ?? null,
  }
}

/** The name of a chat's session and a push token tell nobody anything. */
function addressOf({ to }: OutboxRow): string | null {
  return to === null || to.kind === 'session' || to.kind === 'push_token' ? null : to.value
}

function excerptOf(row: OutboxRow, templates: ReadonlyMap<string, Template>): string {
  const text = (textOf(row, templates) || row.content.subject || productsOf(row).join(', ')).replace(
    /\s+/g,
    ' ',
  )
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1).trimEnd()}…` : text
}

/** What the customer reads; of a template that has changed since, as it reads now. */
export function textOf({ content }: OutboxRow, templates: ReadonlyMap<string, Template>): string {
  const template = content.template && templates.get(content.template.templateId)
  if (!content.template || !template) return content.text
  const filled = fillTemplate(template, content.template.parameters)
  return filled.ok ? filled.text : template.body
}

export const productsOf = ({ content }: OutboxRow): string[] =>
  content.parts.flatMap((part) => (part.type === 'products' ? part.products.map(({ title }) => title) : []))
