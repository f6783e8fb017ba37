import type { CardVariant, ProductCard } from '../../contract/message.ts'

export type Chosen = Readonly<Record<string, string>>

/** What can be chosen on a card, given what has been chosen so far. */
export interface Choice {
  name: string
  values: { value: string; isAvailable: boolean }[]
}

/** The card's choices; a value that goes with no sellable variant of the rest is marked. */
export function choicesOf(card: ProductCard, chosen: Chosen): Choice[] {
  return openOptions(card).map(({ name, values }) => ({
    name,
    values: values.map((value) => ({ value, isAvailable: isAvailable(card, { ...chosen, [name]: value }) })),
  }))
}

/** The first choice that is still to be made; null when the line of a cart is decided. */
export function openChoice(card: ProductCard, chosen: Chosen): string | null {
  return openOptions(card).find(({ name }) => chosen[name] === undefined)?.name ?? null
}

/** The variant that was chosen: the card's own where nothing is open, null while something is, or none fits. */
export function chosenVariant(card: ProductCard, chosen: Chosen): CardVariant | null {
  const options = openOptions(card)
  if (options.length === 0) {
    const { variantId, price, listPrice, availability } = card
    return { variantId, options: [], price, listPrice, availability }
  }
  if (options.some(({ name }) => chosen[name] === undefined)) return null
  return card.variants?.find((variant) => fits(variant, chosen)) ?? null
}

/**
 * The options with more than one value. The card's own `choices` are those that go with its variant; where
 * the card brings its variants, every value of every one of them can be chosen.
 */
function openOptions(card: ProductCard): { name: string; values: string[] }[] {
  if (!card.variants) return card.choices
  const byName = new Map<string, Set<string>>()
  for (const { name, value } of card.variants.flatMap((variant) => variant.options))
    byName.set(name, (byName.get(name) ?? new Set()).add(value))
  return [...byName]
    .filter(([, values]) => values.size > 1)
    .map(([name, values]) => ({ name, values: [...values] }))
}

function isAvailable(card: ProductCard, chosen: Chosen): boolean {
  return !card.variants || card.variants.some((variant) => fits(variant, chosen))
}

function fits(variant: CardVariant, chosen: Chosen): boolean {
  return Object.entries(chosen).every(([name, value]) =>
    variant.options.some((option) => option.name === name && option.value === value),
  )
}
