import { type AudienceRefusal, audienceRefusalWords } from '#contract/audiences.ts'
import { Problem } from '#contract/problem.ts'
import type {
  AudienceExportRow,
  AudienceFile,
  AudienceFileInput,
  AudiencePage,
  AudienceRow,
  AudiencesPage,
} from '#contract/staff-integrations.ts'
import {
  type Audience,
  type AudienceExport,
  exportsOf,
  fileText,
  findAudience,
  listAudiences,
  takeFile,
} from '#domain/audiences/index.ts'
import { listSegments } from '#domain/segments/index.ts'
import { listWebhooks } from '#domain/webhooks/index.ts'
import type { Db } from '#store/index.ts'

const EXPORTS = 20

interface Names {
  segments: ReadonlyMap<string, string>
  webhooks: ReadonlyMap<string, string>
}

/** Every list for ads, and what a new one can be of and be sent to. */
export async function readAudiences(db: Db, now: Date): Promise<AudiencesPage> {
  const segments = await listSegments(db, now)
  const webhooks = await listWebhooks(db)
  const names = {
    segments: new Map(segments.map(({ segmentId, name }) => [segmentId, name])),
    webhooks: new Map(webhooks.map(({ webhookId, name }) => [webhookId, name])),
  }
  return {
    audiences: (await listAudiences(db)).map((one) => rowOf(one, names)),
    // lists for ads are advertising: a segment for service or for associates does not serve them
    segments: segments
      .filter(({ purpose }) => purpose === 'marketing')
      .map(({ segmentId, name, members }) => ({ segmentId, name, members })),
    webhooks: webhooks.map(({ webhookId, name }) => ({ webhookId, name })),
  }
}

/** One list, and what was sent and taken of it. Throws `not-found`. */
export async function readAudience(db: Db, audienceId: string, now: Date): Promise<AudiencePage> {
  const audience = await found(db, audienceId)
  const segments = await listSegments(db, now)
  const webhooks = await listWebhooks(db)
  const names = {
    segments: new Map(segments.map(({ segmentId, name }) => [segmentId, name])),
    webhooks: new Map(webhooks.map(({ webhookId, name }) => [webhookId, name])),
  }
  return {
    audience: rowOf(audience, names),
    exports: (await exportsOf(db, audienceId, EXPORTS)).map(exportRow),
  }
}

/** Takes both sides of a list as text; what was added counts as given from now on. */
export async function takeAudienceFile(
  db: Db,
  audienceId: string,
  { mode, as }: AudienceFileInput,
  { by, now, suppressionKey }: { by: string; now: Date; suppressionKey: string },
): Promise<AudienceFile> {
  const { format } = await found(db, audienceId)
  const taken = await takeFile(db, audienceId, { mode, by, suppressionKey }, now)
  const side = (part: 'added' | 'removed') => ({
    count: taken[part].length,
    text: fileText(taken, { format, as, part }),
  })
  return { exportId: taken.exportId, added: side('added'), removed: side('removed') }
}

async function found(db: Db, audienceId: string): Promise<Audience> {
  const audience = await findAudience(db, audienceId)
  if (!audience) throw new Problem('not-found', 'There is no such audience.')
  return audience
}

function rowOf(audience: Audience, names: Names): AudienceRow {
  const { destination, segmentId, refused, lastExport } = audience
  return {
    audienceId: audience.audienceId,
    name: audience.name,
    segmentId,
    segmentName: names.segments.get(segmentId) ?? null,
    format: audience.format,
    kinds: audience.kinds,
    webhook:
      destination === 'file'
        ? null
        : { webhookId: destination.webhookId, name: names.webhooks.get(destination.webhookId) ?? null },
    state: audience.state,
    members: audience.members,
    toAdd: audience.toAdd,
    toRemove: audience.toRemove,
    people: audience.people,
    refused: refusalNames.flatMap((reason) => {
      const count = refused[reason] ?? 0
      return count > 0 ? [{ reason, words: audienceRefusalWords[reason], count }] : []
    }),
    judgedAt: audience.judgedAt?.toISOString() ?? null,
    lastExport: lastExport && exportRow(lastExport),
    note: audience.note,
    rev: audience.rev,
  }
}

const refusalNames: readonly AudienceRefusal[] = [
  'no_marketing',
  'no_personalisation',
  'no_address',
  'suppressed',
]

function exportRow(one: AudienceExport): AudienceExportRow {
  return {
    ...one,
    takenAt: one.takenAt.toISOString(),
    arrivedAt: one.arrivedAt?.toISOString() ?? null,
  }
}
