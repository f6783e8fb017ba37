import type { Understanding } from '../understand/understand.ts'

/** "in a store near me", "which of your stores", "where can I try it on": stores are asked of, none is named. */
export const inStores =
  /\b(?:(?:in|at|from|any|which|what) (?:of )?(?:a|an|any|one of|your|the|my|of your)?(?: ?(?:local|nearest|closest|nearby))* ?(?:stores?|shops?|branch(?:es)?)|in[- ]store|near(?:by| me| here)|around here|pick (?:it|this|that|them) up|collect (?:it|this|that|them)|try (?:it |this |that |them )?on)\b/

/** The store or city a message names: "in the Berlin store", "at your Oak Street shop", "in Berlin". */
export function readStore(said: Understanding): string | null {
  const named =
    /\b(?:in|at) (?:your |the )?([\p{L}][\p{L} .-]{1,30}?) (?:store|shop|branch|location)\b/iu.exec(
      said.raw,
    ) ??
    /\b(?:store|shop|branch) (?:in|at) ([\p{L}][\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)/iu.exec(said.raw) ??
    /\bin (\p{Lu}[\p{Ll}]{2,}(?: \p{Lu}[\p{Ll}]+)?)/u.exec(said.raw)
  // "in stock in the Berlin store": what stands behind the last of them
  const name =
    named?.[1]
      ?.split(/\b(?:in|at) (?:the |your )?/i)
      .at(-1)
      ?.trim() || null
  if (name && said.wish.colour && name.toLowerCase() === said.wish.colour.toLowerCase()) return null
  return name &&
    !/\b(your|the|a|an|any|this|that|my|which|in|stock|near|nearest|nearby|closest)\b/i.test(name)
    ? name
    : null
}
