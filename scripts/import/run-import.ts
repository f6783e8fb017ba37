import { statSync } from 'node:fs'
import type { Db } from '#store/index.ts'
import type { CommandContext } from '../command.ts'
import type { InputFile } from '../files.ts'
import { addBad, addCounts, type ImportReport } from '../import-report.ts'
import type { ImportOptions } from './import-options.ts'
import type { BadRecord, Item, Reading, RecordKind, WriteOptions } from './record-kind.ts'
import type { RejectedFile } from './rejected.ts'

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
  const { kind, context, report } = run
  const size = statSync(file.path).size
  const total = Math.ceil((size * kind.passes) / 1024)
  const bar = context.progress(`${run.db ? 'importing' : 'checking'} ${file.name} (kB)`, total)
  let before = 0
  let last = 0
  const reading = await kind.open(file, run.options, (bytes) => {
    if (bytes < last) before += last // the next pass begins
    last = bytes
    bar.set(Math.floor((before + bytes) / 1024))
  })
  const writer = new ChunkWriter(run, file, reading.headerText)
  try {
    for await (const batch of reading.batches) {
      context.signal.throwIfAborted()
      report.read += batch.read
      await writer.reject(batch.bad)
      await writer.take(batch.good)
      await new Promise(setImmediate)
    }
    await writer.finish()
    bar.set(total)
  } finally {
    await writer.settled()
    bar.done()
  }
  return reading
}

class ChunkWriter<T> {
  private readonly run: ImportRun<T>
  private readonly file: InputFile
  private readonly headerText: string | null
  private held: Item<T>[] = []
  private writing: Promise<void> = Promise.resolve()

  constructor(run: ImportRun<T>, file: InputFile, headerText: string | null) {
    this.run = run
    this.file = file
    this.headerText = headerText
  }

  async reject(bad: BadRecord[]): Promise<void> {
    addBad(this.run.report, this.file.name, bad)
    await this.run.rejected?.write(this.file.name, this.headerText, bad)
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
    await this.reject(written.bad)
  }
}
