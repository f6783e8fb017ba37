import type { StaffView } from '#contract/staff-api.ts'
import {
  type TimelineEntry,
  type TimelineKind,
  type TimelinePage,
  timelineKinds,
} from '#contract/staff-customers.ts'
import { timelineOf } from '#domain/profile/index.ts'
import type { House } from '../house.ts'
import { mayDo } from '../policy.ts'
import { wordsFor } from './consent-view.ts'
import { readPerson } from './person.ts'

const PAGE = 40

interface Reading {
  staff: StaffView
  kind: TimelineKind | null
  before: string | null
}

function wordsOf(
  { kind, source, detail }: { kind: TimelineKind; source: string; detail: string | null },
  mayOpen: boolean,
): string | null {
  if (kind === 'consent') return wordsFor(mayOpen, source, detail)
  return kind !== 'conversations' || mayOpen ? detail : null
}

/** A page of what happened. What was said in conversations is for those who may read conversations. */
export async function readTimeline(
  house: House,
  customerId: string,
  reading: Reading,
): Promise<TimelinePage> {
  const person = await readPerson(house.db, customerId)
  const kinds = reading.kind === null ? timelineKinds : [reading.kind]
  const { before } = reading
  const { entries, next } = await timelineOf(house.db, person.customerId, { before, limit: PAGE, kinds })
  const mayOpen = mayDo(reading.staff.roles, 'readConversation')
  return {
    entries: entries.map((entry): TimelineEntry => {
      const conversationId = entry.kind === 'conversations' ? entry.id.replace('conversations ', '') : null
      return {
        ...entry,
        detail: wordsOf(entry, mayOpen),
        at: entry.at.toISOString(),
        conversationId: mayOpen ? conversationId : null,
      }
    }),
    next,
  }
}
