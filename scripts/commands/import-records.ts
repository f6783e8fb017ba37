import type { z } from 'zod'
import type { Db } from '#store/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { inputFile } from '../files.ts'
import { addCounts, emptyReport, type ImportReport, sayReport } from '../import-report.ts'
import { countLines, readRecords } from '../record-file.ts'

const CHUNK = 500

/** A kind of record that a shop's systems export one a line. */
interface RecordKind<T> {
  schema: z.ZodType<T>
  upsert: (
    db: Db,
    inputs: T[],
    source: string,
    now: Date,
  ) => Promise<{ created: number; updated: number; unchanged: number }>
}

export const importCustomers = importCommand(
  'customers',
  async () => {
    const { customerInput, upsertCustomers } = await import('#domain/identity/index.ts')
    return { schema: customerInput, upsert: upsertCustomers }
  },
  'load customers from JSON lines: userId, email, name, phone, loyaltyNumber, locale, address',
)

export const importOrders = importCommand(
  'orders',
  async () => {
    const { orderInput, upsertOrders } = await import('#domain/orders/index.ts')
    return { schema: orderInput, upsert: upsertOrders }
  },
  'load orders from JSON lines; amounts in minor units (docs/install.md shows one)',
)

function importCommand<T>(what: string, load: () => Promise<RecordKind<T>>, summary: string): Command {
  return {
    words: ['import', what],
    usage: 'FILE…',
    summary,
    notes: [
      'Importing again changes only what differs. Bad lines are listed, the good ones load, exit code 2.',
    ],
    takes: [1, 1000],
    needs: 'database',
    run: async (input, context) => {
      const files = input.positionals.map((name) => ({ name, path: inputFile(context.cwd, name) }))
      const report = emptyReport()
      const kind = await load()
      for (const file of files) await importFile(kind, file, context, report)
      return sayReport(context, what, report)
    },
  }
}

async function importFile<T>(
  kind: RecordKind<T>,
  file: { name: string; path: string },
  context: CommandContext,
  report: ImportReport,
): Promise<void> {
  const bar = context.progress(`importing ${file.name}`, await countLines(file.path))
  const db = await context.db()
  let chunk: T[] = []
  const flush = async () => {
    if (chunk.length > 0) addCounts(report, await kind.upsert(db, chunk, 'import', context.now()))
    chunk = []
    context.signal.throwIfAborted()
    await new Promise(setImmediate)
  }
  try {
    for await (const record of readRecords(file.path)) {
      report.read++
      const checked = 'message' in record ? record : check(kind.schema, record)
      if ('message' in checked) report.bad.push({ file: file.name, ...checked })
      else chunk.push(checked.value)
      if (chunk.length >= CHUNK) {
        await flush()
        bar.set(record.line)
      }
    }
    await flush()
  } finally {
    bar.done()
  }
}

function check<T>(
  schema: z.ZodType<T>,
  record: { line: number; value: unknown },
): { value: T } | { line: number; field: string; message: string } {
  const parsed = schema.safeParse(record.value)
  if (parsed.success) return { value: parsed.data }
  const issue = parsed.error.issues[0]
  return {
    line: record.line,
    field: issue?.path.join('.') || 'line',
    message: issue?.message ?? 'is not valid',
  }
}
