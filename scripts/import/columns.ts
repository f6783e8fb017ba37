import { BadInput } from '../command.ts'
import { namedLikeShopify, plainName } from './known-columns.ts'

/** Which column each field is read from; `fields` that the file has not are absent. */
export interface ColumnMap<Field extends string> {
  /** Index of the column of a field; undefined: the file has none. */
  at: (field: Field) => number | undefined
  /** What to call a field to the person who made the file: its column's own name. */
  nameOf: (field: Field) => string
  /** The pairs in the order of the columns, and the columns that nothing is read from. */
  pairs: { field: Field; column: string }[]
  unread: string[]
}

/**
 * Finds the columns of a file's fields: what `chosen` names (`field=column`, a name of the header or a number
 * from 1), and of the rest the names that are known. Throws BadInput, naming file and column, where a chosen
 * field or column is none.
 */
export function mapColumns<Field extends string>(
  file: string,
  header: readonly string[],
  known: Record<Field, string>,
  chosen: ReadonlyMap<string, string>,
): ColumnMap<Field> {
  const fields = Object.keys(known) as Field[]
  const found = new Map<Field, number>()
  for (const [name, column] of chosen) {
    const field = fields.find((each) => each === name)
    if (!field) throw new BadInput(`--map: there is no field "${name}"; the fields are ${fields.join(', ')}`)
    found.set(field, columnNamed(file, header, name, column))
  }
  const names = header.map(plainName)
  for (const field of fields) {
    if (found.has(field)) continue
    const words = knownNames(field, known[field], header)
    const index = words.map((word) => names.indexOf(word)).find((at) => at >= 0)
    if (index !== undefined && ![...found.values()].includes(index)) found.set(field, index)
  }
  return {
    at: (field) => found.get(field),
    nameOf: (field) => header[found.get(field) ?? -1] ?? field,
    pairs: [...found]
      .sort(([, a], [, b]) => a - b)
      .map(([field, index]) => ({ field, column: header[index] ?? String(index + 1) })),
    unread: header.filter((_, index) => ![...found.values()].includes(index)),
  }
}

function knownNames(field: string, names: string, header: readonly string[]): string[] {
  const words = [plainName(field), ...names.split(' ').filter(Boolean)]
  if (field === 'orderNumber' && namedLikeShopify(header)) return ['name', ...words]
  return words
}

function columnNamed(file: string, header: readonly string[], field: string, column: string): number {
  const exact = header.indexOf(column)
  const index = exact >= 0 ? exact : header.map(plainName).indexOf(plainName(column))
  if (index >= 0) return index
  const number = /^\d+$/.test(column) ? Number(column) : 0
  if (number >= 1 && number <= header.length) return number - 1
  throw new BadInput(
    `${file}: there is no column "${column}" for ${field}; the columns are ${header.join(', ')}`,
  )
}

/** Refuses a file that lacks what is needed: one of each group of fields. */
export function needColumns<Field extends string>(
  file: string,
  map: ColumnMap<Field>,
  groups: readonly (readonly Field[])[],
): void {
  const missing = groups.find((group) => group.every((field) => map.at(field) === undefined))
  if (!missing) return
  const columns = [...map.pairs.map(({ column }) => column), ...map.unread].join(', ')
  throw new BadInput(
    `${file}: no column is known as ${missing.join(' or ')}; name it with --map ${missing[0]}=COLUMN; the columns are ${columns}`,
  )
}
