import type { Field, FieldKind } from './fields.ts'
import { MOST_FIELDS } from './patterns.ts'

/** What a header says of its column, in the order in which the names are tried. */
const byName: [RegExp, FieldKind | 'ignored'][] = [
  [/^(cluster|cluster_?id|soc_?sec(_?id)?)$/, 'ignored'],
  [/e_?mail/, 'email'],
  [/(phone|mobile|telephone|^tel$|fax|msisdn)/, 'phone'],
  [/(birth|^dob$|_dob$|^dob_|geburt|naissance|nacimiento)/, 'date'],
  [/(^|_)(given|first|fore|middle)_?name$|^(given|first|fname|vorname|prenom|nombre)$/, 'given_name'],
  [/(^|_)(sur|last|family)_?name$|^(surname|last|lname|nachname|apellidos?)$/, 'surname'],
  [/^(full_?)?name$|customer_?name|^person$/, 'full_name'],
  [/^(street|house|building)_?(number|num|no|nr)$|^(number|hausnummer)$/, 'house_number'],
  [/(post_?(al_?)?code|zip(_?code)?|^plz$|^cp$)/, 'postcode'],
  [/(suburb|city|town|locality|village|^ort$|ville|ciudad)/, 'city'],
  [/^(address_?(line_?)?2|line_?2|unit|flat|apartment|complement)$/, 'place_line'],
  [/(address|street|^line_?1$|strasse|^rue$|calle)/, 'street'],
  [/^(state|region|province|county|country|gender|sex|title|salutation|language)$/, 'category'],
]

/** How much of a column must look alike before it is taken for what it looks like. */
const MOST = 0.8

const shapes: [RegExp, FieldKind][] = [
  [/^[^\s@]+@[^\s@]+$/, 'email'],
  [/^(\d{4}[-/.]?\d{1,2}[-/.]?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/, 'date'],
  [/^\+?[\d\s().-]{9,18}$/, 'phone'],
  [/^\d{4,6}(-\d{4})?$/, 'postcode'],
]

/** What each column after the first is: by its name, else by what stands in it. null: not to be used. At most 17 are. */
export function recogniseColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): (Field | null)[] {
  const taken = new Set<FieldKind>()
  let used = 0
  return header.map((name, at) => {
    const filled = sample.map((row) => row[at]?.trim() ?? '').filter((value) => value !== '')
    if (filled.length === 0) return null
    const kind = kindOf(name, filled)
    if (kind === 'ignored' || used === MOST_FIELDS) return null
    used++
    const once = kind === 'given_name' || kind === 'surname' || kind === 'street' || kind === 'place_line'
    const settled = once && taken.has(kind) ? 'text' : kind
    taken.add(settled)
    return { name: name.trim(), kind: settled }
  })
}

function kindOf(name: string, filled: string[]): FieldKind | 'ignored' {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const named = byName.find(([pattern]) => pattern.test(plain))
  if (named) return named[1]
  const shape = shapes.find(
    ([pattern]) => filled.filter((value) => pattern.test(value)).length >= MOST * filled.length,
  )
  if (shape) return shape[1]
  const distinct = new Set(filled.map((value) => value.toLowerCase())).size
  return distinct <= Math.max(2, Math.min(60, filled.length / 20)) ? 'category' : 'text'
}
