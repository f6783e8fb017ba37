import type { SlotInput, SlotVariantInput } from '#contract/slots.ts'
import type {
  SlotChoices,
  SlotPage,
  SlotPreview,
  SlotPreviewInput,
  SlotsPage,
} from '#contract/staff-slots.ts'
import { request } from './http.ts'

export function listSlots(): Promise<SlotsPage> {
  return request('GET', '/api/slots')
}

export function readSlot(name: string): Promise<SlotPage> {
  return request('GET', pathOf(name))
}

export function readSlotChoices(): Promise<SlotChoices> {
  return request('GET', '/api/slot-choices')
}

/** Adds a slot, or writes the one that was read at `seenAt` anew. */
export function saveSlot(slot: SlotInput, seenAt: string | null): Promise<{ name: string }> {
  return seenAt === null
    ? request('POST', '/api/slots', slot)
    : request('PUT', pathOf(slot.name), { slot, seenAt })
}

export function removeSlot(name: string): Promise<null> {
  return request('DELETE', pathOf(name))
}

/** What of a variant is written before. */
export interface Written {
  variantId: string
  seenAt: string
}

/** Adds a variant at the end, or writes the one that was read at `seenAt` anew. */
export function saveVariant(
  name: string,
  variant: SlotVariantInput,
  before: Written | null,
): Promise<{ variantId: string }> {
  return before === null
    ? request('POST', `${pathOf(name)}/variants`, variant)
    : request('PUT', variantPath(name, before.variantId), { variant, seenAt: before.seenAt })
}

export function removeVariant(name: string, variantId: string): Promise<null> {
  return request('DELETE', variantPath(name, variantId))
}

export function orderVariants(name: string, variantIds: readonly string[]): Promise<null> {
  return request('PUT', `${pathOf(name)}/order`, { variantIds })
}

/** Nothing is counted by it; `signal` gives up waiting. */
export function previewSlots(asked: SlotPreviewInput, signal: AbortSignal): Promise<SlotPreview> {
  return request('POST', '/api/slots/preview', asked, signal)
}

const pathOf = (name: string) => `/api/slots/${encodeURIComponent(name)}`
const variantPath = (name: string, variantId: string) =>
  `${pathOf(name)}/variants/${encodeURIComponent(variantId)}`
