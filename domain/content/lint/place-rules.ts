import { contentFields, isContentField, piecesOf } from '#contract/content-places.ts'
import type { Finding } from '#contract/content-templates.ts'
import { textsOf } from '../checked-content.ts'
import type { DrawnFrom } from '../versions.ts'
import { error, type Rule, warning } from './finding.ts'

/** Fields that many readers have no value for. */
const mayBeMissing = new Set(['person', 'cart', 'order'])

/** Every place names a field that there is, and says something for who has no value. */
export const places: Rule = (template) =>
  textsOf(template).flatMap(({ path, text }) =>
    piecesOf(text).flatMap((piece) => ('field' in piece ? placeFinding(piece, path, template) : [])),
  )

function placeFinding(
  { field, otherwise }: { field: string; otherwise: string | null },
  path: string,
  template: DrawnFrom,
): Finding[] {
  if (!isContentField(field)) return [error('unknown_field', path, `There is no field {{${field}}}.`)]
  const source = contentFields[field]
  if (otherwise !== null) return []
  if (mayBeMissing.has(source))
    return [
      error('missing_parameter', path, `Not everybody has one: {{${field}|and words for who has none}}.`),
    ]
  if (source === 'given')
    return [
      warning(
        'missing_parameter',
        path,
        `Whoever sends this message must give {{${field}}}; without it nobody gets it.`,
      ),
    ]
  return source === 'offer' && !isInOffer(path, template)
    ? [
        warning(
          'offer_module',
          path,
          `Without the offer nobody gets this message: put {{${field}}} into an offer module, or add |words.`,
        ),
      ]
    : []
}

/** Within a module that has something else to say without the offer. */
function isInOffer(path: string, { modules }: DrawnFrom): boolean {
  return modules.some(({ type, key }) => type === 'offer' && path.startsWith(`modules.${key}.text`))
}
