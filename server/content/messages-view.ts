import type { ContentVersion } from '#contract/content-templates.ts'
import { Problem } from '#contract/problem.ts'
import type { MessagePage, MessageRow, MessagesPage, SharedModuleRow } from '#contract/staff-content.ts'
import {
  type ContentSummary,
  findContent,
  listContent,
  listSharedModules,
  modulePlaces,
  versionsOf,
} from '#domain/content/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import { listJourneys } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

type Names = ReadonlyMap<string, string>

/** Every message, with who wrote it last and which journeys send it. */
export async function readMessages(db: Db): Promise<MessagesPage> {
  const names = await staffNames(db)
  const journeys = await journeysByMessage(db)
  return { messages: (await listContent(db)).map((summary) => rowOf(summary, names, journeys)) }
}

function rowOf(summary: ContentSummary, names: Names, journeys: ReadonlyMap<string, string[]>): MessageRow {
  const { live, draft, latest } = summary
  const newest = draft ?? live ?? latest
  return {
    contentTemplateId: summary.contentTemplateId,
    name: summary.name,
    title: newest.title,
    purpose: newest.purpose,
    languages: newest.languages,
    channels: newest.channels,
    live: live?.version ?? null,
    draft: draft?.version ?? null,
    status: newest.status,
    variants: newest.variants.length,
    journeys: journeys.get(summary.name) ?? [],
    updatedAt: newest.updatedAt,
    updatedByName: nameOf(names, newest.updatedBy),
  }
}

/** One message by its id or name: the version that is asked for, else its draft, else what is live. */
export async function readMessage(db: Db, which: string, version: number | undefined): Promise<MessagePage> {
  const message = await findContent(db, which, version)
  if (!message) throw new Problem('not-found', 'There is no such message.')
  const names = await staffNames(db)
  const versions = await versionsOf(db, message.contentTemplateId)
  const journeys = (await journeysByMessage(db)).get(message.name) ?? []
  return { message, journeys, versions: versions.map((each) => lineOf(each, names)) }
}

function lineOf(each: ContentVersion, names: Names): MessagePage['versions'][number] {
  const { version, status, updatedAt, updatedBy, approvedAt, approvedBy } = each
  return {
    version,
    status,
    updatedAt,
    updatedByName: nameOf(names, updatedBy),
    approvedAt,
    approvedByName: nameOf(names, approvedBy),
  }
}

/** Titles of the journeys that send each message, by the message's name. */
async function journeysByMessage(db: Db): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const { definition } of await listJourneys(db)) {
    const messages = definition.steps.flatMap((step) => [
      step.contentTemplate,
      ...(step.contentOfTrigger ?? []),
    ])
    for (const name of new Set(messages)) found.set(name, [...(found.get(name) ?? []), definition.title])
  }
  return found
}

/** The shared modules, each with where it appears. */
export async function readSharedModules(db: Db): Promise<SharedModuleRow[]> {
  const names = await staffNames(db)
  const modules = await listSharedModules(db)
  const places = modulePlaces(await listContent(db), modules)
  return modules.map((module) => ({
    ...module,
    updatedByName: nameOf(names, module.updatedBy),
    places: (places.get(module.moduleId) ?? []).map(({ contentTemplateId, title, status, channels }) => ({
      contentTemplateId,
      title,
      status,
      channels,
    })),
  }))
}

async function staffNames(db: Db): Promise<Names> {
  return new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
}

function nameOf(names: Names, staffId: string | null): string | null {
  return staffId === null ? null : (names.get(staffId) ?? staffId)
}
