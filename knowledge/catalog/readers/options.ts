import type { Option } from '../product.ts'

const alwaysChoice = /^(colou?r|size)$/i

/**
 * Feeds put every characteristic among a variant's options ("print technology: laser"). A choice is what
 * differs between the variants, or a colour or size; the rest is the same for all and thus an attribute.
 */
export function splitOptions(variants: readonly (readonly Option[])[]): {
  attributes: Record<string, string>
  options: Option[][]
} {
  const values = new Map<string, Set<string>>()
  for (const options of variants)
    for (const { name, value } of options) values.set(name, (values.get(name) ?? new Set()).add(value))
  const missing = (name: string) =>
    !variants.every((options) => options.some((option) => option.name === name))
  const isChoice = (name: string) =>
    alwaysChoice.test(name) || (variants.length > 1 && ((values.get(name)?.size ?? 0) > 1 || missing(name)))
  const shared = (variants[0] ?? []).filter(({ name }) => !isChoice(name))
  return {
    attributes: Object.fromEntries(shared.map(({ name, value }) => [name, value])),
    options: variants.map((options) => options.filter(({ name }) => isChoice(name))),
  }
}
