import type { SlotAudience } from '#contract/slots.ts'
import { texts } from '../texts.ts'

const words = texts.slots

/** Of the conditions, those that a closed list has words for. */
const named: Partial<Record<keyof SlotAudience, Record<string, string>>> = {
  devices: words.devices,
  platforms: words.platforms,
  seasons: words.seasons,
  weather: words.weathers,
}

/** The conditions of an audience, one phrase each; empty: everybody. */
export function audienceWords(audience: SlotAudience, segments: Record<string, string>): string[] {
  return conditionsIn(audience).map((name) => {
    const value = audience[name]
    return `${words.conditions[name]}: ${valueWords(name, value, segments)}`
  })
}

/** Which conditions an audience names, in the order of the form. */
export function conditionsIn(audience: SlotAudience): (keyof SlotAudience)[] {
  return conditionNames.filter((name) => audience[name] !== undefined)
}

export const conditionNames = [
  'segments',
  'loyaltyTiers',
  'favouriteCategories',
  'visitor',
  'devices',
  'platforms',
  'countries',
  'regions',
  'cities',
  'referrers',
  'sources',
  'mediums',
  'campaigns',
  'paths',
  'products',
  'categories',
  'tags',
  'searches',
  'seasons',
  'days',
  'weather',
] as const satisfies (keyof SlotAudience)[]

function valueWords(
  name: keyof SlotAudience,
  value: SlotAudience[keyof SlotAudience],
  segments: Record<string, string>,
): string {
  if (Array.isArray(value)) {
    const known = name === 'segments' ? segments : (named[name] ?? {})
    return value.map((one) => known[one] ?? one).join(', ')
  }
  if (typeof value === 'object') return `${value.from} – ${value.until}`
  return value === 'returning' ? words.form.visitor.returning : words.form.visitor.new
}
