import { statSync } from 'node:fs'
import { type Db, gatherStatistics } from '#store/index.ts'
import type { CommandContext } from '../command.ts'
import type { InputFile } from '../files.ts'
import { addBad, addCounts, type ImportReport } from '../import-report.ts'
import type { ImportOptions } from './import-options.ts'
import type { BadRecord, Item, Reading, RecordKind, WriteOptions } from './record-kind.ts'
import type { RejectedFile } from './rejected.ts'
import { type OpenTable, openTable } from './table.ts'

export interface ImportRun<T> {
  kind: RecordKind<T>
  options: ImportOptions
  context: CommandContext
  report: ImportReport
  rejected: RejectedFile | null
  /** null: nothing is written. */
  db: Db | null
  onCustomers: WriteOptions['onCustomers']
}

/**
 * Reads one file and writes its records in chunks; the next chunk is read while one is written. Each chunk
 * is whole or not there at all, and what is there already is not written twice: interrupted and run again,
 * an import ends as if it had never been interrupted.
 */
export async function importFile<T>(run: ImportRun<T>, file: InputFile): Promise<Reading<T>> {
  const { kind, context, options } = run
  const total = Math.ceil((statSync(file.path).size * kind.passes) / 1024)
  const bar = context.progress(`${run.db ? 'importing' : 'checking'} ${file.name} (kB)`, total)
  const opened: OpenTable[] = []
  let before = 0
  const open = async (): Promise<OpenTable> => {
    const start = before
    const onBytes = (read: number) => {
      before = start + read
      bar.set(Math.floor(before / 1024))
    }
    const table = await openTable(file, options, onBytes, kind.isOwn)
    opened.push(table)
    return table
  }
  try {
    const reading = kind.read({ file, table: await open(), options, again: open })
    await writeAll(run, file, reading)
    bar.set(total)
    return reading
  } finally {
    for (const table of opened) await table.close()
    bar.done()
  }
}

async function writeAll<T>(run: ImportRun<T>, file: InputFile, reading: Reading<T>): Promise<void> {
  const writer = new ChunkWriter(run, file, reading)
  try {
    for await (const batch of reading.batches) {
      run.context.signal.throwIfAborted()
      run.report.read += batch.read
      await writer.reject(batch.bad)
      await writer.take(batch.good)
      await new Promise(setImmediate)
    }
    await writer.finish()
    await writer.tellPlanner()
  } finally {
    await writer.settled()
  }
}

class ChunkWriter<T> {
  private readonly run: ImportRun<T>
  private readonly file: InputFile
  private readonly reading: Reading<T>
  private held: Item<T>[] = []
  private untold = 0
  private tellAt = 1000
  private writing: Promise<void> = Promise.resolve()

  constructor(run: ImportRun<T>, file: InputFile, reading: Reading<T>) {
    this.run = run
    this.file = file
    this.reading = reading
  }

  async reject(bad: BadRecord[]): Promise<void> {
    addBad(this.run.report, this.file.name, bad)
    await this.run.rejected?.write(this.file.name, this.reading.headerText, bad)
  }

  /** What the person's file calls a field. */
  private columnOf(field: string): string {
    return this.reading.pairs.find((pair) => pair.field === field)?.column ?? field
  }

  async take(items: Item<T>[]): Promise<void> {
    const { atOnce } = this.run.kind
    this.held.push(...items)
    while (this.held.length >= atOnce) await this.begin(this.held.splice(0, atOnce))
  }

  async finish(): Promise<void> {
    if (this.held.length > 0) await this.begin(this.held.splice(0))
    await this.writing
  }

  /** Whatever became of the last chunk; for the end after an error. */
  settled(): Promise<void> {
    return this.writing.catch(() => {})
  }

  /** Early, while the tables have grown most, and then ever more seldom. */
  async tellPlanner(): Promise<void> {
    const { db, kind } = this.run
    if (db === null || this.untold === 0) return
    await gatherStatistics(db, kind.tables)
    this.tellAt *= 10
    this.untold = 0
  }

  private async begin(items: Item<T>[]): Promise<void> {
    await this.writing
    this.run.context.signal.throwIfAborted()
    this.writing = this.write(items)
    this.writing.catch(() => {}) // whoever waits next is told
  }

  private async write(items: Item<T>[]): Promise<void> {
    const { db, kind, options, context, report, onCustomers } = this.run
    if (db === null) {
      report.created += items.length
      return
    }
    const written = await kind.write(db, items, { source: options.source, now: context.now(), onCustomers })
    addCounts(report, written)
    this.untold += written.created + written.updated
    if (this.untold >= this.tellAt) await this.tellPlanner()
    await this.reject(written.bad.map((one) => ({ ...one, field: this.columnOf(one.field) })))
  }
}
