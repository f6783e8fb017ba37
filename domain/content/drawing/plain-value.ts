const LONGEST = 200
const LONGEST_NAME = 40
const NAME = /^[\p{L}\p{M}][\p{L}\p{M}'’.\- ]*$/u

/**
 * A value on one line, as it can stand in any text of ours: no controls, nothing that turns the reading direction,
 * none of the marks of Markdown, and no address that a mail program would make a link of.
 */
export function plainValue(value: string): string {
  return value
    .slice(0, LONGEST * 4)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/\*+/g, '')
    .replace(/:\/\//g, ': //')
    .trim()
}

/** The same where it has a sane length; null: nothing, or more than any reader would read. */
export function shortValue(value: string | null | undefined): string | null {
  if (value === null || value === undefined || value.length > LONGEST) return null
  return plainValue(value) || null
}

/** The first of somebody's names where it can be one; null: then nobody is called by it. */
export function firstNameOf(name: string | null): string | null {
  if (name === null || name.length > LONGEST) return null
  const first = name.trim().split(/\s+/)[0] ?? ''
  return first.length <= LONGEST_NAME && NAME.test(first) ? first : null
}
