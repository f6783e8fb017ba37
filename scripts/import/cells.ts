import type { ColumnMap } from './columns.ts'

/** A row and where it stands. */
export interface SourceRow {
  file: string
  line: number
  /** As it stands in the file. */
  raw: string
  fields: string[]
}

/** The text of a row's field, without spaces around; '' where there is none. */
export type RowFields<Field extends string> = (row: SourceRow, field: Field) => string

export function mapped<Field extends string>(map: ColumnMap<Field>): RowFields<Field> {
  return (row, field) => {
    const index = map.at(field)
    return index === undefined ? '' : (row.fields[index] ?? '').trim()
  }
}
