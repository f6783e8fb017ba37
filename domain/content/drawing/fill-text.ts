import { isContentField, piecesOf } from '#contract/content-places.ts'
import { type FieldSources, fieldValue } from './field-values.ts'

/** A text with its places filled, and the fields that had no value and nothing to say instead. */
export interface Filled {
  text: string
  missing: string[]
}

/** Fills each place once: a value that looks like a place stays as it is. */
export function fillText(text: string, sources: FieldSources): Filled {
  const missing: string[] = []
  const parts = piecesOf(text).map((piece) => {
    if ('words' in piece) return piece.words
    const value = isContentField(piece.field) ? fieldValue(piece.field, sources) : null
    const said = value ?? piece.otherwise
    if (said === null) missing.push(piece.field)
    return said ?? ''
  })
  const filled = parts.join('')
  return { text: parts.includes('') ? tidy(filled) : filled.trim(), missing }
}

/** A place that says nothing leaves no gap behind. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ +([\n.,!?;:])/g, '$1')
    .trim()
}
