import type { CommandContext } from './command.ts'

export interface BadLine {
  file: string
  line: number
  field: string
  message: string
}

/** What an import did, over all its files. */
export interface ImportReport {
  read: number
  created: number
  updated: number
  unchanged: number
  /** At most MOST_LISTED of those left out. */
  bad: BadLine[]
  /** Left out beyond that list; absent where it is whole. */
  moreBad?: number
}

const MOST_SHOWN = 100
const MOST_LISTED = 1000

export function emptyReport(): ImportReport {
  return { read: 0, created: 0, updated: 0, unchanged: 0, bad: [] }
}

export function addCounts(
  report: ImportReport,
  counts: { created: number; updated: number; unchanged: number },
): void {
  report.created += counts.created
  report.updated += counts.updated
  report.unchanged += counts.unchanged
}

/** Notes what is left out; beyond a thousand only how many. */
export function addBad(
  report: ImportReport,
  file: string,
  bad: readonly { line: number; field: string; message: string }[],
): void {
  for (const { line, field, message } of bad)
    if (report.bad.length < MOST_LISTED) report.bad.push({ file, line, field, message })
    else report.moreBad = (report.moreBad ?? 0) + 1
}

/** Says what was loaded and what was not, the latter by `file:line field message`. Answers the exit code. */
export function sayReport(context: CommandContext, what: string, report: ImportReport): number {
  const left = report.bad.length + (report.moreBad ?? 0)
  sayBad(context, report, left)
  if (context.json) context.out(`${JSON.stringify(report)}\n`)
  else {
    const { read, created, updated, unchanged } = report
    const note = left > 0 ? `, ${left} left out` : ''
    context.out(`${read} ${what} read: ${created} new, ${updated} changed, ${unchanged} unchanged${note}\n`)
  }
  return left > 0 ? 2 : 0
}

export function sayBad(context: CommandContext, report: ImportReport, left: number): void {
  for (const { file, line, field, message } of report.bad.slice(0, MOST_SHOWN)) {
    context.err(`${file}:${line} ${field} ${message}\n`)
  }
  if (left > MOST_SHOWN) context.err(`… and ${left - MOST_SHOWN} more\n`)
}
