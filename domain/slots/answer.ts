import type { DecideAnswer, SlotAnswer } from '#contract/decide.ts'
import type { Store } from '#knowledge/catalog/index.ts'
import type { DecidedSlot, Decision } from './decide.ts'
import { markupOf } from './markup.ts'

/** A decision as a page is told it: markup, typed fields or both. */
export function answerOf(
  decision: Decision,
  about: { store: Store | null; late: boolean; locale: string; answer: 'both' | 'html' | 'content' },
): Omit<DecideAnswer, 'mayTrack'> {
  const { store, late, locale, answer } = about
  const slots: Record<string, SlotAnswer> = {}
  for (const slot of decision.slots) slots[slot.name] = toAnswer(slot, answer, locale)
  return {
    decisionId: decision.decisionId,
    segmentKey: decision.segmentKey,
    slots,
    store: store && { storeId: store.storeId, name: store.name, city: store.city },
    late,
  }
}

function toAnswer(slot: DecidedSlot, answer: 'both' | 'html' | 'content', locale: string): SlotAnswer {
  const { variantId, kind, content, reason, strategy, quietDays } = slot
  return {
    variantId,
    kind,
    ...(answer !== 'html' && { content }),
    ...(answer !== 'content' && { html: markupOf(slot, locale) }),
    reason,
    strategy,
    isDefault: variantId === null,
    ...((kind === 'exit_intent' || kind === 'app_install') && { quietDays }),
  }
}
