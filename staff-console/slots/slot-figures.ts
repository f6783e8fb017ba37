import type { SlotCount } from '#contract/slots.ts'
import type { SlotRow } from '#contract/staff-slots.ts'

export interface Figures {
  served: number
  late: number
  seen: number
  clicked: number
  closed: number
}

const none: Figures = { served: 0, late: 0, seen: 0, clicked: 0, closed: 0 }

/** Of one variant; null: the default. */
export function figuresOf(slot: SlotRow, variantId: string | null): Figures {
  return slot.counts.find((count) => count.variantId === variantId) ?? none
}

/** Of all that stood there. */
export function totalOf(counts: readonly SlotCount[]): Figures {
  return counts.reduce<Figures>(
    (sum, { served, late, seen, clicked, closed }) => ({
      served: sum.served + served,
      late: sum.late + late,
      seen: sum.seen + seen,
      clicked: sum.clicked + clicked,
      closed: sum.closed + closed,
    }),
    none,
  )
}

/** Of variants that are there no more. */
export function goneFigures(slot: SlotRow): Figures {
  const there = new Set<string | null>([null, ...slot.variants.map(({ variantId }) => variantId)])
  return totalOf(slot.counts.filter(({ variantId }) => !there.has(variantId)))
}
