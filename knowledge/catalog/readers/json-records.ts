import { open, readFile } from 'node:fs/promises'
import type { BadEntry, CatalogSource } from './entry.ts'

/** One JSON value of a file and where it stood. */
export type JsonRecord = { line: number; value: unknown } | BadEntry

/**
 * The records of a JSON file in any of the shapes shops export: one value a line, a list, or an object
 * with a list under `key`. `line` counts lines in the first case, positions in the others, from 1.
 */
export async function* readJsonRecords(source: CatalogSource, key: string): AsyncGenerator<JsonRecord> {
  const whole = await wholeDocument(source, key)
  if (whole) {
    for (const [index, value] of whole.entries()) yield { line: index + 1, value }
    return
  }
  let line = 0
  for await (const text of linesOf(source)) {
    line++
    if (text.trim() === '') continue
    const value = parse(text.replace(/^\uFEFF/, ''))
    yield value === undefined ? { line, field: 'line', message: 'is not JSON' } : { line, value }
  }
}

// a file whose first line is a value of its own is read line by line and never held whole
async function wholeDocument(source: CatalogSource, key: string): Promise<unknown[] | null> {
  const first = parse(await firstLine(source))
  if (first !== undefined) return listIn(first, key)
  const text = 'text' in source ? source.text : await readFile(source.file, 'utf8')
  return listIn(parse(text.replace(/^\uFEFF/, '')), key)
}

function listIn(value: unknown, key: string): unknown[] | null {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null || !(key in value)) return null
  const list: unknown = Object.getOwnPropertyDescriptor(value, key)?.value
  return Array.isArray(list) ? list : null
}

async function firstLine(source: CatalogSource): Promise<string> {
  for await (const line of linesOf(source)) if (line.trim() !== '') return line.replace(/^\uFEFF/, '')
  return ''
}

async function* linesOf(source: CatalogSource): AsyncGenerator<string> {
  if ('text' in source) {
    yield* source.text.split(/\r?\n/)
    return
  }
  const handle = await open(source.file)
  try {
    yield* handle.readLines()
  } finally {
    await handle.close()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
