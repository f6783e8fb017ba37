import type { SlotAudience, SlotVariant, SlotVariantInput } from '#contract/slots.ts'
import { type ContentDraft, contentDraftOf, contentOf } from './content-draft.ts'

/** A variant as it is written: texts as they are typed. */
export interface VariantDraft {
  name: string
  on: boolean
  audience: SlotAudience
  content: ContentDraft
  /** As the field of a browser writes it, in its own time zone; empty: always. */
  from: string
  until: string
}

/** What is sent of a variant that is there. */
export function inputOfVariant(variant: SlotVariant): SlotVariantInput {
  const { name, on, audience, content, from, until } = variant
  return { name, on, audience, content, from, until }
}

export function variantDraftOf(variant: SlotVariant | null, digits: number): VariantDraft {
  return {
    name: variant?.name ?? '',
    on: variant?.on ?? true,
    audience: variant?.audience ?? {},
    content: contentDraftOf(variant?.content ?? {}, digits),
    from: localTime(variant?.from ?? null),
    until: localTime(variant?.until ?? null),
  }
}

export function inputOfDraft(draft: VariantDraft, digits: number): SlotVariantInput {
  return {
    name: draft.name.trim(),
    on: draft.on,
    audience: draft.audience,
    content: contentOf(draft.content, digits),
    from: fromLocal(draft.from),
    until: fromLocal(draft.until),
  }
}

function localTime(at: string | null): string {
  if (at === null) return ''
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const fromLocal = (text: string) => (text === '' ? null : new Date(text).toISOString())
