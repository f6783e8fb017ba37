import type { z } from 'zod'
import type { BadRecord, Batch, Item } from './record-kind.ts'
import type { FileRecord } from './records.ts'

/** Checks values against the shape that our own API takes. */
export async function* checkedValues<T>(
  records: AsyncGenerator<FileRecord[]>,
  schema: z.ZodType<T>,
): AsyncGenerator<Batch<T>> {
  for await (const some of records) {
    const good: Item<T>[] = []
    const bad: BadRecord[] = []
    for (const record of some) {
      if (!('value' in record)) {
        bad.push(unreadable(record))
        continue
      }
      const parsed = schema.safeParse(record.value)
      if (parsed.success) good.push({ input: parsed.data, line: record.line, raw: record.raw })
      else bad.push({ line: record.line, raw: record.raw, ...firstIssue(parsed.error) })
    }
    yield { read: some.length, good, bad }
  }
}

export function firstIssue(error: z.ZodError): { field: string; message: string } {
  const [issue] = error.issues
  return { field: issue?.path.join('.') || 'line', message: issue?.message ?? 'is not valid' }
}

export function unreadable(record: FileRecord): BadRecord {
  const { line, raw } = record
  return 'message' in record
    ? { line, raw, field: record.field, message: record.message }
    : { line, raw, field: 'line', message: 'is not what the file began with' }
}
