import type { ShownContent, SlotReason } from '#contract/decide.ts'
import { newId } from '#contract/ids.ts'
import type { SlotKind, SlotStrategy } from '#contract/slots.ts'
import { heldBy } from './audience.ts'
import { type Filling, fillDefault, fillVariant } from './fill.ts'
import type { LiveSlot, LiveSlots } from './live-slots.ts'
import { defaultReason, nextHeld, reasonFor } from './reason.ts'
import { segmentKeyOf } from './segment-key.ts'
import type { Shop, Visit } from './visit.ts'

/** What stands in one slot, and why. */
export interface DecidedSlot {
  name: string
  kind: SlotKind
  strategy: SlotStrategy
  /** null: the default. */
  variantId: string | null
  content: ShownContent
  reason: SlotReason
  quietDays: number
}

export interface Decision {
  decisionId: string
  segmentKey: string
  /** In the order in which the page named them. */
  slots: DecidedSlot[]
}

/**
 * Decides the slots of a page, in memory and at once: of each the first variant whose audience fits and which
 * has something to show, else the default. A product stands in one row of a page only.
 */
export function decide(
  live: LiveSlots,
  names: readonly string[] | undefined,
  visit: Visit,
  shop: Shop,
  now: Date,
): Decision {
  const shown = new Set<string>()
  if (visit.signals.productId !== null) shown.add(visit.signals.productId)
  const slots: DecidedSlot[] = []
  for (const name of new Set(names ?? live.names)) {
    const slot = live.byName.get(name)
    if (!slot) continue
    const decided = decideSlot(slot, { visit: asFarAs(slot.strategy, visit), shop, shown, now })
    for (const { productId } of decided.content.row?.products ?? []) shown.add(productId)
    slots.push(decided)
  }
  return { decisionId: newId('decision', now), segmentKey: segmentKeyOf(visit.signals, live.inUse), slots }
}

function decideSlot(slot: LiveSlot, filling: Filling): DecidedSlot {
  const { name, kind, strategy, quietDays } = slot
  const at = filling.now.getTime()
  for (const { variantId, conditions, content, from, until } of slot.variants) {
    if (at < from || at >= until) continue
    const held = heldBy(conditions, filling.visit.signals, strategy)
    const filled = held && fillVariant(content, filling)
    if (held && filled)
      return {
        name,
        kind,
        strategy,
        variantId,
        content: filled,
        reason: reasonFor(content.next ? [nextHeld, ...held] : held),
        quietDays,
      }
  }
  const content = fillDefault(slot.defaultContent, filling)
  return { name, kind, strategy, variantId: null, content, reason: defaultReason, quietDays }
}

/** The visit without what a slot of this strategy does not look at. */
function asFarAs(strategy: SlotStrategy, visit: Visit): Visit {
  if (strategy === 'personal') return visit
  const nobody = {
    ...visit,
    facts: null,
    access: null,
    next: null,
    signals: { ...visit.signals, person: null },
  }
  return strategy === 'contextual' ? nobody : { ...nobody, viewed: [], store: null }
}
