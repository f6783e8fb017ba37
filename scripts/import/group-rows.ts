import { BadInput } from '../command.ts'
import type { SourceRow } from './cells.ts'

/** Rows held while their order is incomplete; more than this is a file in no order at all. */
const MOST_HELD = 1_000_000
/** Fixed memory, whatever the file: orders that share a counter are only completed together. */
const COUNTERS = 2 ** 22

/**
 * Brings the rows of each order together although they need not stand together: `count` sees every row's
 * order number in a first reading, `add` takes the rows in a second and answers the orders that are complete.
 */
export class RowGroups {
  private readonly left = new Uint32Array(COUNTERS)
  private readonly open = new Map<number, Map<string, SourceRow[]>>()
  private held = 0

  count(number: string): void {
    const slot = slotOf(number)
    this.left[slot] = (this.left[slot] ?? 0) + 1
  }

  add(number: string, row: SourceRow): SourceRow[][] {
    const slot = slotOf(number)
    const orders = this.open.get(slot) ?? new Map<string, SourceRow[]>()
    const rows = orders.get(number)
    if (rows) rows.push(row)
    else orders.set(number, [row])
    this.open.set(slot, orders)
    this.held++
    this.left[slot] = (this.left[slot] ?? 1) - 1
    if (this.left[slot] === 0) return this.complete(slot, orders)
    if (this.held > MOST_HELD)
      throw new BadInput(
        `the lines of one order stand too far apart (over ${MOST_HELD} lines between); sort the file by order number`,
      )
    return []
  }

  private complete(slot: number, orders: Map<string, SourceRow[]>): SourceRow[][] {
    this.open.delete(slot)
    const done = [...orders.values()]
    for (const rows of done) this.held -= rows.length
    return done
  }
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo), folded to the counters. */
function slotOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 22)) & (COUNTERS - 1)
}
