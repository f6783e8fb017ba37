import type { z } from 'zod'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type {
  DraftView,
  draftInput,
  MaySendView,
  OutreachView,
  outreachInput,
  PreviewView,
  previewInput,
} from '#contract/staff-outreach.ts'
import type { TraitPurpose } from '#domain/profile/index.ts'
import { draftOutreach } from './draft.ts'
import type { OutreachDeps } from './house.ts'
import { listOutreach, waitingOutreach } from './list.ts'
import { maySendView } from './may-send.ts'
import { previewOutreach } from './preview.ts'
import { takeBackOutreach } from './take-back.ts'
import { writeOutreach } from './write.ts'

/** A person of the team writes to a customer first. Everything but `write` and `takeBack` only looks. */
export interface Outreach {
  maySend: (staff: StaffView, customerId: string, now: Date) => Promise<MaySendView>
  preview: (staff: StaffView, input: z.output<typeof previewInput>, now: Date) => Promise<PreviewView>
  draft: (
    reader: { staff: StaffView; purpose: TraitPurpose },
    customerId: string,
    input: z.output<typeof draftInput>,
    now: Date,
  ) => Promise<DraftView>
  /** Throws a conflict with gate and reason where a gate refuses. */
  write: (
    staff: StaffView,
    customerId: string,
    input: z.output<typeof outreachInput>,
    now: Date,
  ) => Promise<OutreachView>
  list: (customerId: string) => Promise<OutreachView[]>
  /** What has not left yet on this channel. */
  waiting: (customerId: string, channel: OutboundChannel) => Promise<OutreachView[]>
  takeBack: (
    staff: StaffView,
    which: { customerId: string; outboxId: string },
    now: Date,
  ) => Promise<OutreachView>
}

export function createOutreach(deps: OutreachDeps): Outreach {
  return {
    maySend: (staff, customerId, now) => maySendView(deps, staff, customerId, now),
    preview: (staff, input, now) => previewOutreach(deps, staff, input, now),
    draft: (reader, customerId, input, now) => draftOutreach(deps, reader, customerId, input, now),
    write: (staff, customerId, input, now) => writeOutreach(deps, staff, customerId, input, now),
    list: (customerId) => listOutreach(deps, customerId),
    waiting: (customerId, channel) => waitingOutreach(deps, customerId, channel),
    takeBack: (staff, which, now) => takeBackOutreach(deps, staff, which, now),
  }
}
