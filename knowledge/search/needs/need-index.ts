import type { Product } from '#knowledge/catalog/index.ts'
import { fieldTermsOfAll } from '../field-terms.ts'
import { verbStem } from '../stem.ts'
import { needFamilies, needTerms } from './families.ts'

/** A family that a product belongs to: its number, doubled, and one more where the product is called so. */
export type PackedFamily = number

/** Called so, of its kind but not at the end of its name ("rug" in "rug underlay"), or only with that property. */
const CALLED = 1
const PARTLY = 0.45
const PROPERTY = 0.4

const byNameWord = new Map<string, { family: number; name: string[] }[]>()
const byWord = new Map<string, { family: number; weight: number }[]>()
needFamilies.forEach(({ names, words }, family) => {
  for (const name of names) {
    const last = name.at(-1) ?? ''
    byNameWord.set(last, [...(byNameWord.get(last) ?? []), { family, name }])
  }
  for (const [word, weight] of words) byWord.set(word, [...(byWord.get(word) ?? []), { family, weight }])
})

/** The families in which a word of a query is a name or a need. */
export const familiesOfWord = (term: string): readonly { family: number; weight: number }[] =>
  byWord.get(term) ?? []

export const familyOf = (packed: PackedFamily): number => packed >> 1

/** What a family counts for the product that has it. */
export function belonging(packed: PackedFamily): number {
  if (needFamilies[familyOf(packed)]?.property) return PROPERTY
  return packed & 1 ? CALLED : PARTLY
}

/** The families that a product belongs to, by what it is called and what is said of it. */
export function familiesOf(product: Product): Uint16Array {
  const title = needTerms(product.title)
  const kinds = product.categories.flatMap((path) => needTerms(path.split('>').at(-1) ?? ''))
  const called = new Set([...title, ...kinds])
  const said = new Set([
    ...called,
    ...fieldTermsOfAll(
      Object.entries(product.attributes).map(([name, value]) => attributeText(name, value)),
    ).map(verbStem),
  ])
  const heads = headsOf(product.title)
  const found = new Map<number, number>()
  for (const term of said)
    for (const { family, name } of byNameWord.get(term) ?? []) {
      const property = needFamilies[family]?.property === true
      if (!name.every((word) => (property ? said : called).has(word))) continue
      const main = !property && heads.includes(term) ? 1 : 0
      found.set(family, Math.max(found.get(family) ?? 0, main))
    }
  return Uint16Array.from([...found].map(([family, main]) => family * 2 + main))
}

function attributeText(name: string, value: string): string {
  if (/^(no|none|not|false)\b/i.test(value)) return ''
  return /^(yes|true)\b/i.test(value) ? `${name} ${value}` : value.slice(0, 200)
}

// how large it is and how many there are stands behind what it is
const sizes = new Set(
  needTerms(
    'large medium small tall low short long pair set pack box piece person light winter system kit lid black white',
  ),
)

/**
 * The word that says what it is, `lamp` of "Heron Reading Lamp, 14 in", `pot` of "Enamel Pot with Lid"; and
 * the one before it where that says how large it is or how many there are: `towel` of "Towel Set".
 */
function headsOf(title: string): string[] {
  const clause = title.split(/[,(–|]| - | with | for | in | and | & /i)[0] ?? ''
  const terms = needTerms(clause).filter((term) => /^\p{L}{3,}$/u.test(term))
  const last = terms.at(-1)
  const before = terms.findLast((term) => !sizes.has(term))
  return [last, before].filter((term) => term !== undefined)
}
