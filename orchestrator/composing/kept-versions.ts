import { type SendableVersion, sendableVersions, versionStatuses } from '#domain/content/index.ts'
import type { Db } from '#store/index.ts'
import type { DrawAsked } from '../outbox/drafting.ts'

/** Enough for every message of a shop; then all are read anew. */
const MOST_KEPT = 500

export interface KeptVersions {
  /** What these messages are drawn from, by `id version`; one that was never approved is missing. */
  read: (tx: Db, asked: readonly DrawAsked[]) => Promise<ReadonlyMap<string, SendableVersion>>
}

export const versionKey = ({ contentTemplateId, version }: { contentTemplateId: string; version: number }) =>
  `${contentTemplateId} ${version}`

/** What was approved never changes and is kept; whether it may still be sent is asked every time. */
export function createKeptVersions(): KeptVersions {
  const kept = new Map<string, SendableVersion>()
  return {
    read: async (tx, asked) => {
      const refs = new Map(
        asked.flatMap(({ content }) =>
          content.design ? [[versionKey(content.design), content.design] as const] : [],
        ),
      )
      const statuses = await versionStatuses(tx, [...refs.values()])
      const unread = [...refs].filter(([key]) => statuses.has(key) && !kept.has(key)).map(([, ref]) => ref)
      if (kept.size > MOST_KEPT) kept.clear()
      for (const version of await sendableVersions(tx, unread)) kept.set(versionKey(version), version)
      return new Map(
        [...refs.keys()].flatMap((key) => {
          const version = kept.get(key)
          const status = statuses.get(key)
          return version && status ? [[key, { ...version, status }] as const] : []
        }),
      )
    },
  }
}
