import type { RowName } from '#contract/recommendation.ts'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'

const rows = texts.recommendations.rows
const isRow = (name: string): name is RowName => name in rows
const names = Object.keys(rows).filter(isRow)

/** One of the rows; with `every` also all of them, which is null. */
export function RowSelect(props: {
  label: string
  row: RowName | null
  onRow: (row: RowName | null) => void
  every?: string
}) {
  return (
    <Field label={props.label}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.row ?? ''}
          onChange={({ target }) => props.onRow(isRow(target.value) ? target.value : null)}
        >
          {props.every !== undefined && <option value="">{props.every}</option>}
          {names.map((name) => (
            <option key={name} value={name}>
              {rows[name]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
