import type { ComparisonRow, MessagePart } from '#contract/message.ts'
import type { ComposeContext } from './composed.ts'
import { productLine } from './phone-parts.ts'
import { phoneWords } from './phone-words.ts'

type Comparison = Extract<MessagePart, { type: 'comparison' }>

/** A phone is no table: more than this of each product is not read. */
const MOST_ROWS = 6

/**
 * Products side by side, one below the other: each with what tells it from the others, then what all have in
 * common. `numbered` where a number picks one of them.
 */
export function comparisonInWords(part: Comparison, context: ComposeContext, numbered: boolean): string {
  const differing = part.rows.filter((row) => row.differs).slice(0, MOST_ROWS)
  const shared = part.rows.filter((row) => !row.differs).slice(0, MOST_ROWS)
  const products = part.products.map((card, at) =>
    [
      `${numbered ? `${at + 1}. ` : '- '}${productLine(card, context)}`,
      ...rowsOf(at, differing).map((line) => `   ${line}`),
    ].join('\n'),
  )
  const same = rowsOf(0, shared).join('; ')
  return [...products, ...(same ? [`${phoneWords(context.locale).same}: ${same}`] : [])].join('\n')
}

/** What is known of one product, a line each; where the catalog is silent nothing is said. */
export function rowsOf(at: number, rows: readonly ComparisonRow[]): string[] {
  return rows.flatMap(({ name, values }) => {
    const value = values[at]
    return value == null ? [] : [`${name}: ${value}`]
  })
}
