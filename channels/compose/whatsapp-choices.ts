import type { Choice } from '#contract/choices.ts'
import type { ChannelContent } from '../adapter.ts'

/** The Cloud API's limits: body 1,024; 3 buttons of 20; a list of 10 rows, title 24, description 72, id 200. */
export const MOST_BODY = 1024
const MOST_BUTTONS = 3
const MOST_ROWS = 10
const BUTTON = 20
const ROW = 24
const DESCRIPTION = 72

type Interactive = Extract<ChannelContent, { type: 'choices' }>

/** The choices as buttons, else as a list; null where neither takes them whole, and numbers must do. */
export function interactiveChoices(
  choices: readonly Choice[],
  buttonText: string,
): Omit<Interactive, 'text'> | null {
  const rows = choices.map(({ id, label }) => ({ id, title: label.replace(/\s+/g, ' ').trim() }))
  const wellNamed = rows.every(({ id, title }) => id.trim() !== '' && title !== '')
  if (rows.length === 0 || !wellNamed || !areDistinct(rows.map(({ id }) => id))) return null
  const areShort = rows.every(({ title }) => title.length <= BUTTON)
  if (rows.length <= MOST_BUTTONS && areShort && areDistinct(rows.map(({ title }) => title)))
    return { type: 'choices', style: 'buttons', buttonText, choices: rows }
  if (rows.length > MOST_ROWS || rows.some(({ title }) => title.length > DESCRIPTION)) return null
  return { type: 'choices', style: 'list', buttonText, choices: rows.map(rowOf) }
}

/** A title that does not fit is begun in the title and stands whole in the description. */
function rowOf({ id, title }: { id: string; title: string }): Interactive['choices'][number] {
  if (title.length <= ROW) return { id, title }
  return { id, title: `${title.slice(0, ROW - 1).replace(/[\uD800-\uDBFF]$/, '')}…`, description: title }
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
