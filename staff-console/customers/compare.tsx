import type { ReactNode } from 'react'
import type { MergeSide } from '#contract/staff-customers.ts'
import { money } from '../look/money.ts'
import { dayAndYear } from '../look/time.ts'
import { texts } from '../texts.ts'
import { calledOf } from './called.ts'

const words = texts.merging

export interface CompareRow {
  name: string
  /** What the field says about the pair, beside its name. */
  note?: ReactNode
  cells: readonly [ReactNode, ReactNode]
  differs?: boolean
}

/** Two customers side by side, each field under its own small title, so that it reads on a phone too. */
export function Compare(props: {
  label: string
  heads: readonly [ReactNode, ReactNode]
  rows: CompareRow[]
}) {
  return (
    <table className="compare" aria-label={props.label}>
      <thead>
        <tr>
          {props.heads.map((head, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: left and right
            <th key={index} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {props.rows.map((row) => (
        <tbody key={row.name}>
          <tr>
            <th colSpan={2} scope="rowgroup">
              {row.name} {row.differs && <span className="compare-differs">{words.differs}</span>}
              {row.note}
            </th>
          </tr>
          <tr>
            {row.cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: left and right
              <td key={index}>{isBlank(cell) ? words.nothing : cell}</td>
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  )
}

const isBlank = (cell: ReactNode) => cell === null || cell === undefined || cell === ''

/** What is known of both sides: one line a field, the differences marked. */
export function sideRows(sides: readonly [MergeSide, MergeSide]): CompareRow[] {
  const row = (name: string, of: (side: MergeSide) => string, differs = true): CompareRow => {
    const cells = [of(sides[0]), of(sides[1])] as const
    return { name, cells, differs: differs && cells[0] !== '' && cells[1] !== '' && cells[0] !== cells[1] }
  }
  const { fields } = words
  return [
    row(fields.name, (side) => side.name ?? ''),
    row(fields.address, (side) => side.address.join(', ')),
    ...identifierRows(sides),
    row(fields.consent, consentWords),
    row(fields.orders, (side) => String(side.orders), false),
    row(fields.value, (side) => side.lifetimeValue.map(money).join(' + '), false),
    row(fields.since, (side) => dayAndYear(side.since), false),
    row(fields.seen, (side) => dayAndYear(side.lastSeenAt), false),
  ]
}

function identifierRows(sides: readonly [MergeSide, MergeSide]): CompareRow[] {
  const kinds = new Set(sides.flatMap((side) => side.identifiers.map((each) => each.kind)))
  return [...kinds].map((kind) => {
    const [left, right] = sides.map((side) =>
      side.identifiers.filter((each) => each.kind === kind).map((each) => each.value),
    )
    return {
      name: texts.customers.identifiers.kinds[kind],
      cells: [<Lines key="l" lines={left ?? []} />, <Lines key="r" lines={right ?? []} />] as const,
      differs: Boolean(left?.length && right?.length),
    }
  })
}

function Lines({ lines }: { lines: string[] }) {
  if (lines.length === 0) return words.nothing
  return lines.map((line) => (
    <span key={line} className="compare-line">
      {line}
    </span>
  ))
}

function consentWords(side: MergeSide): string {
  const allowed = side.consent.lines.filter((line) => line.allowed && line.purpose === 'marketing')
  const [title] = texts.customers.consent.overall[side.consent.overall]
  const channels = allowed.map((line) => texts.customers.consent.channels[line.channel])
  return channels.length === 0 ? title : words.consentOn(title, channels.join(', '))
}

export function SideHead({ side, role }: { side: MergeSide; role: string }) {
  return (
    <>
      <span className="compare-role">{role}</span>
      {calledOf(side)}
    </>
  )
}
