import type { AgainLine } from './goods.ts'

/**
 * How many of each line are chosen: as the form says, else as many as were bought; never more than there are. A
 * step is one more or one less of one line.
 */
export function chosenOf(lines: readonly AgainLine[], given: unknown): number[] {
  const fields = new Map(typeof given === 'object' && given !== null ? Object.entries(given) : [])
  const [, at, sign] = /^(\d{1,2})([+-])$/.exec(textOf(fields.get('step'))) ?? []
  return lines.map(({ quantity, most }, place) => {
    const typed = textOf(fields.get(`q${place}`))
    const asked = /^\d{1,4}$/.test(typed) ? Number(typed) : quantity
    const stepped = String(place) === at ? Math.min(asked, most) + (sign === '+' ? 1 : -1) : asked
    return Math.max(0, Math.min(stepped, most))
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
