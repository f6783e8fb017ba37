import type { SlotAudience, SlotStrategy } from '#contract/slots.ts'

type Name = keyof SlotAudience

const ofPerson: readonly Name[] = ['segments', 'loyaltyTiers', 'favouriteCategories', 'visitor']
const ofCalendar: readonly Name[] = ['seasons', 'days']

/** Whether a condition looks further than a slot of that strategy may. */
export function reachesFurther(name: Name, strategy: SlotStrategy): boolean {
  if (strategy === 'personal') return false
  return strategy === 'contextual' ? ofPerson.includes(name) : !ofCalendar.includes(name)
}

/** A condition as it is begun. */
export function emptyCondition(name: Name): SlotAudience {
  if (name === 'visitor') return { visitor: 'returning' }
  if (name === 'days') return { days: { from: '', until: '' } }
  return { [name]: [] }
}

export function isEmptyCondition(audience: SlotAudience, name: Name): boolean {
  const value = audience[name]
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && (value.from === '' || value.until === '')
}

export function withoutCondition(audience: SlotAudience, name: Name): SlotAudience {
  const rest = { ...audience }
  delete rest[name]
  return rest
}
