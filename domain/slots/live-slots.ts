import type { Slot, SlotContent, SlotKind, SlotRules, SlotStrategy } from '#contract/slots.ts'
import { type Condition, conditionsOf, narrower } from './audience.ts'
import { keySignals, type SignalsInUse } from './segment-key.ts'

/** A variant, made ready to be asked often. */
export interface LiveVariant {
  variantId: string
  conditions: readonly Condition[]
  content: SlotContent
  /** Milliseconds; from when until when it may stand there. */
  from: number
  until: number
}

export interface LiveSlot {
  name: string
  kind: SlotKind
  /** The narrower of its own and the one for all. */
  strategy: SlotStrategy
  /** Those that are on, in their order. */
  variants: readonly LiveVariant[]
  defaultContent: SlotContent
  quietDays: number
}

/** All slots that are on, and what they look at. Never changes; a new one takes its place. */
export interface LiveSlots {
  byName: ReadonlyMap<string, LiveSlot>
  names: readonly string[]
  rules: SlotRules
  /** Which signals a segment key has to tell apart. */
  inUse: SignalsInUse
  /** Whether any of them shows what the shop would say next: else it is not looked for. */
  wantsNext: boolean
}

export function liveSlots(slots: readonly Slot[], rules: SlotRules): LiveSlots {
  const live = slots.filter(({ on }) => on).map((slot) => liveSlot(slot, rules))
  return {
    byName: new Map(live.map((slot) => [slot.name, slot])),
    names: live.map(({ name }) => name),
    rules,
    wantsNext: live.some(
      ({ strategy, variants }) => strategy === 'personal' && variants.some(({ content }) => content.next),
    ),
    inUse: keySignals(
      slots
        .filter(({ on }) => on)
        .flatMap((slot) =>
          slot.variants
            .filter(({ on }) => on)
            .map(({ audience }) => ({ audience, strategy: narrower(slot.strategy, rules.strategy) })),
        ),
    ),
  }
}

function liveSlot(slot: Slot, rules: SlotRules): LiveSlot {
  return {
    name: slot.name,
    kind: slot.kind,
    strategy: narrower(slot.strategy, rules.strategy),
    variants: slot.variants
      .filter(({ on }) => on)
      .map((variant) => ({
        variantId: variant.variantId,
        conditions: conditionsOf(variant.audience),
        content: variant.content,
        from: variant.from === null ? Number.NEGATIVE_INFINITY : Date.parse(variant.from),
        until: variant.until === null ? Number.POSITIVE_INFINITY : Date.parse(variant.until),
      })),
    defaultContent: slot.defaultContent,
    quietDays: slot.quietDays,
  }
}
