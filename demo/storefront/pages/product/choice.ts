import type { VariantView } from '../../../../contract/demo-shop.ts'

/** Option name to the value picked; an option that is still open is absent. */
export type Chosen = Record<string, string>

export interface OptionChoice {
  name: string
  values: string[]
}

/** The options of a product in their order, each with its values. */
export function optionsOf(variants: VariantView[]): OptionChoice[] {
  const names = variants[0]?.options.map(({ name }) => name) ?? []
  return names.map((name) => ({
    name,
    values: [...new Set(variants.flatMap((variant) => optionValue(variant, name) ?? []))],
  }))
}

export function optionValue(variant: VariantView, name: string): string | null {
  return variant.options.find((option) => option.name === name)?.value ?? null
}

/**
 * The colour that was asked for, else the first that can be bought; the size is the shopper's to say,
 * unless there is only one.
 */
export function firstChoice(variants: VariantView[], wished: string | null): Chosen {
  const chosen: Chosen = {}
  for (const { name, values } of optionsOf(variants)) {
    const buyable = variants.find((variant) => variant.availability !== 'out_of_stock')
    if (name === 'Color')
      chosen.Color =
        values.find((value) => value === wished) ?? (buyable && optionValue(buyable, name)) ?? values[0] ?? ''
    else if (values.length === 1 && values[0]) chosen[name] = values[0]
  }
  return chosen
}

/** The variant these choices name; null while one is open. */
export function variantFor(variants: VariantView[], chosen: Chosen): VariantView | null {
  return (
    variants.find((variant) => variant.options.every(({ name, value }) => chosen[name] === value)) ?? null
  )
}

/** Whether something with this value can be bought, the other choices as they are. */
export function canBuy(variants: VariantView[], chosen: Chosen, name: string, value: string): boolean {
  return variants.some(
    (variant) =>
      variant.availability !== 'out_of_stock' &&
      variant.options.every((option) =>
        option.name === name
          ? option.value === value
          : (chosen[option.name] ?? option.value) === option.value,
      ),
  )
}
