import { readNote, writeNote } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import { readTerms, retentionTerms } from './retention-terms.ts'

export interface Retained {
  kind: string
  what: string
  days: number
  /** What is older than this goes. */
  before: Date
  /** What went, or would go. */
  rows: number
}

const DAY_MS = 86_400_000

/** Deletes what is older than its term, kind by kind; a dry run only counts. */
export async function retain(
  db: Db,
  now: Date,
  options: { dryRun?: boolean; signal?: AbortSignal } = {},
): Promise<Retained[]> {
  const set = await readTerms(db)
  const done: Retained[] = []
  for (const [kind, { what, terms }] of Object.entries(retentionTerms)) {
    const days = set[kind] ?? 0
    if (days < 1 || options.signal?.aborted) continue
    const before = new Date(now.getTime() - days * DAY_MS)
    let rows = 0
    for (const term of terms)
      rows += options.dryRun ? await term.count(db, before) : await term.remove(db, before)
    done.push({ kind, what, days, before, rows })
  }
  return done
}

const NOTE = 'retention.day'
const NIGHT_HOUR = 3 // UTC

/** Does so once a night. Two processes at once do no harm: what is gone is gone. */
export async function retainWhenDue(db: Db, now: Date, signal: AbortSignal): Promise<Retained[]> {
  const today = now.toISOString().slice(0, 10)
  if (now.getUTCHours() < NIGHT_HOUR || (await readNote(db, NOTE)) === today) return []
  await writeNote(db, NOTE, today, now)
  return retain(db, now, { signal })
}
