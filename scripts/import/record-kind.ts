import type { Db } from '#store/index.ts'
import type { InputFile } from '../files.ts'
import type { ImportOptions } from './import-options.ts'
import type { Table } from './table.ts'

/** A good record and where it stands. */
export interface Item<T> {
  input: T
  line: number
  raw: string
}

/** A record that is left out, why, and how it stands in the file. */
export interface BadRecord {
  line: number
  raw: string
  field: string
  message: string
}

/** Some records of a file; `read` counts them as they stand there. */
export interface Batch<T> {
  read: number
  good: Item<T>[]
  bad: BadRecord[]
}

/** A file that has been opened, and what its columns are taken for; no pairs where it is JSON of our own shape. */
export interface Reading<T> {
  headerText: string | null
  pairs: readonly { field: string; column: string }[]
  unread: readonly string[]
  batches: AsyncGenerator<Batch<T>>
}

/** An open file, to be read as a kind of record. */
export interface Source {
  file: InputFile
  table: Table
  options: ImportOptions
  /** The same file from its beginning once more. */
  again: () => Promise<Table>
}

export interface Written {
  created: number
  updated: number
  unchanged: number
  bad: BadRecord[]
}

export interface WriteOptions {
  source: string
  now: Date
  /** Told, in the writing transaction, whose records were written. */
  onCustomers: (tx: Db, customerIds: string[]) => Promise<void>
}

/** A kind of record that a shop's systems export. */
export interface RecordKind<T> {
  /** How often a file is read from beginning to end. */
  passes: number
  /** How many records are written at once. */
  atOnce: number
  /** Where its records end up, to tell the planner. */
  tables: readonly string[]
  /** Whether the first value of a JSON file is of our own shape; else its fields are taken as columns. */
  isOwn: (first: unknown) => boolean
  /** Throws BadInput where the file has not what such a record needs. */
  read: (source: Source) => Reading<T>
  write: (db: Db, items: Item<T>[], options: WriteOptions) => Promise<Written>
}
