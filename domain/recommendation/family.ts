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

// whom it is cut for, in the languages that shops write titles in
const forWhom = new Set(
  `women womens woman ladies men mens man unisex kids kid childrens children boys girls junior juniors youth
  damen herren kinder mädchen jungen femme femmes homme hommes enfant enfants mujer hombre niños donna uomo
  bambini mulher homem`.split(/\s+/),
)

function modelName(title: string): string {
  const words =
    title
      .toLowerCase()
      .replace(/[’']s?\b/g, (found) => (found.length > 1 ? 's' : ''))
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const named = words.filter((word) => !forWhom.has(word))
  return (named.length > 0 ? named : words).join(' ')
}
