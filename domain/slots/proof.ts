import type { ProofKind, SlotRules } from '#contract/slots.ts'

/** What has happened around one product: distinct people, and pieces. */
export interface ProductCounts {
  viewedToday: number
  boughtThisWeek: number
}

/** What social proof is made of, of one product. */
export interface ProofFacts extends ProductCounts {
  /** Pieces online over all variants; null: not counted. */
  left: number | null
  /** Pieces in the visitor's store, over all variants; null: no store, or not counted there. */
  inStore: { pieces: number; city: string } | null
}

export interface ProofLine {
  kind: ProofKind
  count: number
  text: string
}

/** True counts only, each with its window in words; null where there is nothing to say, or too little. */
const lines: Record<ProofKind, (facts: ProofFacts, rules: SlotRules) => Omit<ProofLine, 'kind'> | null> = {
  viewed_today: ({ viewedToday }, { proofFloor }) =>
    viewedToday < proofFloor
      ? null
      : { count: viewedToday, text: `${viewedToday} people looked at this in the last 24 hours` },
  bought_this_week: ({ boughtThisWeek }, { proofFloor }) =>
    boughtThisWeek < proofFloor
      ? null
      : { count: boughtThisWeek, text: `${boughtThisWeek} people bought this in the last 7 days` },
  left_in_stock: ({ left }, { stockCeiling }) =>
    left === null || left < 1 || left > stockCeiling ? null : { count: left, text: `${left} left in stock` },
  in_store: ({ inStore }) =>
    inStore === null || inStore.pieces < 1
      ? null
      : { count: inStore.pieces, text: `${inStore.pieces} in our ${inStore.city} store now` },
}

/** What may be said of a product, in the order in which staff named the kinds. */
export function proofLines(kinds: readonly ProofKind[], facts: ProofFacts, rules: SlotRules): ProofLine[] {
  return kinds.flatMap((kind) => {
    const line = lines[kind](facts, rules)
    return line === null ? [] : [{ kind, ...line }]
  })
}
