import type { Db } from '#store/index.ts'
import { BadInput, type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { type ImportOptions, importOptions, readImportOptions } from '../import/import-options.ts'
import type { Reading, RecordKind } from '../import/record-kind.ts'
import { RejectedFile } from '../import/rejected.ts'
import { type ImportRun, importFile } from '../import/run-import.ts'
import { emptyReport, type ImportReport, sayBad, sayReport } from '../import-report.ts'

export const importEvents = importCommand(
  'events',
  'load events: Segment calls as JSON lines, or rows with event, time and person, the rest as properties',
  async () => (await import('../import/events.ts')).events,
)

export const importCustomers = importCommand(
  'customers',
  'load customers: CSV, TSV or JSON lines; userId, email, name, phone, loyaltyNumber, locale, address',
  async () => (await import('../import/customers.ts')).customers,
)

export const importOrders = importCommand(
  'orders',
  'load orders: CSV or TSV with a row per line of an order, or JSON lines with amounts in minor units',
  async () => (await import('../import/orders.ts')).orders,
  { currency: { type: 'string', about: 'of amounts that name none, such as GBP; default USD' } },
)

function importCommand<T>(
  what: string,
  summary: string,
  load: () => Promise<RecordKind<T>>,
  more: NonNullable<Command['options']> = {},
): Command {
  return {
    words: ['import', what],
    usage: 'FILE…',
    summary,
    options: { ...importOptions, ...more },
    notes: [
      'CSV, TSV, JSON lines or a JSON list, each also gzipped. Column names of the usual exports are known',
      '(docs/import.md); --dry-run shows what each column is taken for.',
      'Importing again changes only what differs. Bad lines are listed, the good ones load, exit code 2.',
    ],
    takes: [1, 1000],
    needs: 'database',
    run: async (input, context) => {
      const options = readImportOptions(input, context.cwd)
      const files = input.positionals.map((name) => ({ name, path: inputFile(context.cwd, name) }))
      const dry = input.values['dry-run'] === true
      const report = emptyReport()
      const rejected = rejectedFile(input, context, files.length)
      const run: ImportRun<T> = {
        kind: await load(),
        options,
        context,
        report,
        rejected,
        db: dry ? null : await context.db(),
        onCustomers: await customersNoted(context),
      }
      const readings: Reading<T>[] = []
      try {
        for (const file of files) readings.push(await importFile(run, file))
      } finally {
        await rejected?.close()
      }
      sayCurrency(what, options, readings, context)
      return dry ? sayDryRun(context, what, report, readings) : sayReport(context, what, report)
    },
  }
}

function rejectedFile(input: CommandInput, context: CommandContext, files: number): RejectedFile | null {
  const name = textOption(input, 'rejected')
  if (name === undefined) return null
  if (files > 1) throw new BadInput('--rejected goes with one file at a time')
  if (input.positionals.includes(name)) throw new BadInput('--rejected would write over the file it reads')
  return new RejectedFile(context.cwd, name)
}

/** Segments look again at whoever is written. */
async function customersNoted(context: CommandContext) {
  const { noteChanged } = await import('#domain/segments/index.ts')
  return (tx: Db, customerIds: string[]) => noteChanged(tx, customerIds, context.now())
}

/** Amounts whose currency nobody named are said to be taken for dollars. */
function sayCurrency<T>(
  what: string,
  options: ImportOptions,
  readings: Reading<T>[],
  context: CommandContext,
): void {
  const assumed = readings.some(
    ({ pairs }) => pairs.length > 0 && !pairs.some(({ field }) => field === 'currency'),
  )
  if (what === 'orders' && assumed && !options.currencyGiven)
    context.err(`amounts are taken for ${options.currency}; --currency names another\n`)
}

function sayDryRun<T>(
  context: CommandContext,
  what: string,
  report: ImportReport,
  readings: Reading<T>[],
): number {
  const { read, created: good, bad, moreBad = 0 } = report
  const left = bad.length + moreBad
  const columns = readings.flatMap(({ pairs }) => pairs)
  const unread = readings.flatMap((reading) => reading.unread)
  sayBad(context, report, left)
  if (context.json)
    context.out(`${JSON.stringify({ dryRun: true, read, good, columns, unread, bad, moreBad })}\n`)
  else {
    for (const { field, column } of columns) context.out(`${column} -> ${field}\n`)
    if (unread.length > 0) context.out(`not read: ${unread.join(', ')}\n`)
    context.out(
      `${read} records read: ${good} ${what} could be loaded, ${left} records left out; nothing was written\n`,
    )
  }
  return left > 0 ? 2 : 0
}
