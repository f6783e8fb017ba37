const last =
  /^(?:please |ok,? |actually,? |no,? )*(?:forget (?:that|this|it|what i (?:just )?(?:said|told you)(?: about (?:me|myself))?)|(?:don't|do not) (?:remember|keep|save|store|note) (?:that|this|it))(?: please| again)?[.!]*$/

const forgettable: [RegExp, string[]][] = [
  [/shoe size/, ['shoe_size']],
  [/trousers? size|pants size/, ['trousers_size']],
  [/sizes?/, ['size', 'shoe_size', 'trousers_size']],
  [/budget/, ['budget']],
  [/colou?rs?/, ['colour']],
  [/brands?/, ['brand']],
  [/style/, ['style']],
  [/materials?|fabrics?/, ['material']],
  [/dislikes?/, ['dislikes']],
  [/language/, ['language']],
]

/** What a sentence wants forgotten: names, what was said last, or all; null: nothing. */
export function forgetIn(folded: string): string[] | 'last' | 'all' | null {
  if (
    /\b(?:forget|delete|erase|remove) (?:about )?(?:everything|all)(?: (?:that )?(?:you (?:know|remember|have|keep|noted|saved)|i (?:said|told you))?)? ?(?:about me|of me|on me|about myself)\b|\b(?:forget|delete|erase) (?:all )?my (?:preferences|tastes|profile)\b/.test(
      folded,
    )
  )
    return 'all'
  const one =
    /\b(?:forget|delete|erase|remove|don't remember|do not remember|don't keep) (?:about )?my ([a-z ]{3,30})/.exec(
      folded,
    )?.[1]
  const names = one ? forgettable.find(([pattern]) => pattern.test(one))?.[1] : undefined
  if (names) return names
  return last.test(folded) ? 'last' : null
}
