import { BadInput } from '../command.ts'
import type { SourceRow } from './cells.ts'

/** Rows held while their order is incomplete, about 2 kB each; more than this is a file in no order at all. */
const MOST_HELD = 500_000

/**
 * Brings the rows of each order together although they need not stand together: `count` sees every row's
 * order number in a first reading, `add` takes the rows in a second and answers an order when its last row
 * has come. What is kept is a number for each order still to come, and the rows of those that have begun.
 */
export class RowGroups {
  private readonly left = new Map<string, number>()
  private readonly open = new Map<string, SourceRow[]>()
  private fresh: { number: string; row: SourceRow }[] = []
  private held = 0

  count(number: string): void {
    const before = this.left.get(number)
    if (before === undefined) this.left.set(copyOf(number), 1)
    else this.left.set(number, before + 1)
  }

  /** The order's rows, in the order of the file, if this was the last of them. */
  add(number: string, row: SourceRow): SourceRow[] | null {
    const rows = this.open.get(number) ?? []
    rows.push(row)
    const left = (this.left.get(number) ?? 1) - 1
    if (left === 0) {
      this.left.delete(number)
      this.open.delete(number)
      this.held -= rows.length - 1
      return rows
    }
    this.left.set(number, left)
    this.hold(number, rows, row)
    return null
  }

  private hold(number: string, rows: SourceRow[], row: SourceRow): void {
    if (rows.length === 1) this.open.set(number, rows)
    this.fresh.push({ number, row })
    this.held++
    if (this.held > MOST_HELD)
      throw new BadInput(
        `the lines of one order stand too far apart (over ${MOST_HELD} lines between); sort the file by order number`,
      )
  }

  /** Call after each piece of the file: the rows that stay let go of the piece they were cut from. */
  endPiece(): void {
    for (const { number, row } of this.fresh) {
      if (!this.open.has(number)) continue
      row.raw = copyOf(row.raw)
      row.fields = row.fields.map(copyOf)
    }
    this.fresh = []
  }
}

/** The same text, no longer a window on a larger one: a few letters would keep a quarter of a megabyte. */
function copyOf(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString()
}
