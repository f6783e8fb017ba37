import { z } from 'zod'

/**
 * A backup is gzip over lines of JSON:
 *   {"format":"rapport-backup",…}                      the header
 *   {"table":"products","columns":["product_id",…]}    then its rows, one array of texts (or null) a line
 *   {"sequence":"catalog_rev","value":"12","called":true}
 *   {"end":true,"rows":123}                            without it the file was cut short
 * Every value is PostgreSQL's own text for it (UTC, ISO dates, shortest exact floats, hex bytes), so that it
 * comes back exactly, on either database. Tables come in the order in which they can be filled.
 */
export const FORMAT = 'rapport-backup'
export const FORMAT_VERSION = 1

export const headerLine = z.object({
  format: z.literal(FORMAT),
  version: z.number().int(),
  createdAt: z.string(),
  database: z.string(),
  /** The migrations the tables stand at, in order. */
  migrations: z.array(z.string()),
  tables: z.number().int(),
  rows: z.number().int(),
})
export type BackupHeader = z.infer<typeof headerLine>

export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) })
export const sequenceLine = z.object({ sequence: z.string(), value: z.string(), called: z.boolean() })
export const endLine = z.object({ end: z.literal(true), rows: z.number().int() })

export interface BackupProgress {
  /** Rows. */
  done: number
  total: number
}

export interface BackupResult {
  tables: number
  rows: number
  /** Size of the file. */
  bytes: number
  createdAt: string
}
