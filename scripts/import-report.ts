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
  bad: BadLine[]
}

const MOST_SHOWN = 100

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

/** Says what was loaded and what was not, the latter by `file:line field message`. Answers the exit code. */
export function sayReport(context: CommandContext, what: string, report: ImportReport): number {
  for (const { file, line, field, message } of report.bad.slice(0, MOST_SHOWN)) {
    context.err(`${file}:${line} ${field} ${message}\n`)
  }
  if (report.bad.length > MOST_SHOWN) context.err(`… and ${report.bad.length - MOST_SHOWN} more\n`)
  if (context.json) context.out(`${JSON.stringify(report)}\n`)
  else {
    const { read, created, updated, unchanged, bad } = report
    const left = bad.length > 0 ? `, ${bad.length} left out` : ''
    context.out(`${read} ${what} read: ${created} new, ${updated} changed, ${unchanged} unchanged${left}\n`)
  }
  return report.bad.length > 0 ? 2 : 0
}
