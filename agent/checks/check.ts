import type { Fact } from '#tools/index.ts'

/** What a sentence is checked against. Filled by code; nothing in it is a model's own claim. */
export interface Known {
  facts: readonly Fact[]
  /** Sentences of this reply that have passed before this one. */
  saidBefore: readonly string[]
  /** What the shopper has written in this conversation. */
  shopperWords: readonly string[]
  /** Product words of this shop, singular and folded. */
  productNouns: ReadonlySet<string>
  shopName: string
  /** The prompt's own sentences, for the check against leaks. */
  promptText: string
  toolNames: readonly string[]
  /** Numbers that stand in the prompt or in a result of this turn, as `numbersOf` writes them. */
  numbersSeen?: ReadonlySet<string>
  /** The products that stand side by side in this reply, by the names of their facts: "the second one". */
  order?: readonly string[]
  /** The sentence quotes, word for word, an offer that a tool of this turn has brought. */
  offerQuoted?: boolean
}

export type CheckVerdict = { allowed: true } | { allowed: false; reason: string }

/** One check of one sentence. Pure; a closed list of reasons each. */
export type Check = (sentence: string, known: Known) => CheckVerdict

export const pass: CheckVerdict = { allowed: true }

export function fail(reason: string): CheckVerdict {
  return { allowed: false, reason }
}
