import type { ShelfProduct } from '#knowledge/catalog/index.ts'

const families = new WeakMap<ShelfProduct, string>()

/**
 * One name for the versions of one model: `Women's Heron Jacket` and `Heron Jacket (Men)` of one brand. A row
 * shows one of them.
 */
export function familyOf(product: ShelfProduct): string {
  const known = families.get(product)
  if (known !== undefined) return known
  const family = `${product.brand?.toLowerCase() ?? ''} ${modelName(product.title)}`
  families.set(product, family)
  return family
}

const audiences: Record<'women' | 'men' | 'kids', string> = {
  women: 'women womens woman ladies damen femme femmes mujer donna mulher',
  men: 'men mens man herren homme hommes hombre uomo homem',
  kids: 'kids kid childrens children boys girls junior juniors youth kinder mädchen jungen enfant enfants niños bambini',
}

export type Audience = keyof typeof audiences

const audienceOfWord = new Map(
  Object.entries(audiences).flatMap(([audience, words]) =>
    words.split(' ').map((word): [string, Audience] => [word, audience as Audience]),
  ),
)

/** Whom it is cut for, where its title says so. */
export function audienceOf(product: ShelfProduct): Audience | null {
  const known = cutFor.get(product)
  if (known !== undefined) return known
  const audience = wordsOf(product.title).flatMap((word) => audienceOfWord.get(word) ?? [])[0] ?? null
  cutFor.set(product, audience)
  return audience
}

const cutFor = new WeakMap<ShelfProduct, Audience | null>()

/** Whether one would be worn with the other: not a woman's jacket with a man's trousers. */
export function suitsWith(a: ShelfProduct, b: ShelfProduct): boolean {
  const [one, other] = [audienceOf(a), audienceOf(b)]
  return one === null || other === null || one === other
}

const forWhom = new Set([...audienceOfWord.keys(), 'unisex', 'fit'])

function modelName(title: string): string {
  const words = wordsOf(title)
  const named = words.filter((word) => !forWhom.has(word))
  return (named.length > 0 ? named : words).join(' ')
}

/** `Women’s` and `Womens` are one word. */
function wordsOf(title: string): string[] {
  return (
    title
      .toLowerCase()
      .replace(/[’']s?\b/g, (found) => (found.length > 1 ? 's' : ''))
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
