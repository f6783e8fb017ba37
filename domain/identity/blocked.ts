import type { Identifier } from './identity.ts'
import type { IdentityRules } from './rules.ts'

/** Answers whether a normalised identifier names nobody: a placeholder that a form or a till wrote. */
export type Blocklist = (identifier: Identifier) => boolean

const nothing = /^[0-]*$/
const oneDigit = /^\+?(\d)\1*$/

/** Reads the rules' values once, for the many identifiers of a batch. */
export function blocklist({ blocked }: IdentityRules): Blocklist {
  const lists = new Map<string, (value: string) => boolean>()
  const listOf = (kind: Identifier['kind']) => {
    const known = lists.get(kind)
    if (known) return known
    const made = matcher([...blocked.any, ...(blocked.perKind[kind] ?? [])])
    lists.set(kind, made)
    return made
  }
  return ({ kind, value }) =>
    nothing.test(value) || (kind === 'phone' && sameDigits(value)) || listOf(kind)(value.toLowerCase())
}

/** +49 000000, +1 1111111: after its country, or in all, nothing but one digit. */
function sameDigits(phone: string): boolean {
  return oneDigit.test(phone) || /(\d)\1{6,}$/.test(phone)
}

function matcher(values: string[]): (value: string) => boolean {
  const exact = new Set(values.filter((value) => !value.includes('*')).map((value) => value.toLowerCase()))
  const patterns = values.filter((value) => value.includes('*')).map(toPattern)
  return (value) => exact.has(value) || patterns.some((pattern) => pattern.test(value))
}

function toPattern(value: string): RegExp {
  const parts = value.toLowerCase().split('*')
  return new RegExp(`^${parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's')
}
