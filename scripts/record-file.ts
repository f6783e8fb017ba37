import { open, readFile } from 'node:fs/promises'

/** One value of a file and where it stood; `message` where it could not be read. */
export type FileRecord = { line: number; value: unknown } | { line: number; field: string; message: string }

/** The values of a JSON-lines file, or of a `.json` file that holds a list. `line` counts from 1; in a list, positions. */
export async function* readRecords(path: string): AsyncGenerator<FileRecord> {
  if (path.endsWith('.json')) {
    yield* recordsOfList(await readFile(path, 'utf8'))
    return
  }
  const file = await open(path)
  let line = 0
  try {
    for await (const text of file.readLines()) {
      line++
      if (text.trim() !== '') yield recordOf(text.replace(/^\uFEFF/, ''), line)
    }
  } finally {
    await file.close()
  }
}

/** How many lines a file has, for a progress bar. */
export async function countLines(path: string): Promise<number> {
  const file = await open(path)
  let lines = 0
  try {
    for await (const chunk of file.createReadStream({ autoClose: false })) lines += newLinesIn(chunk)
    return lines
  } finally {
    await file.close()
  }
}

function newLinesIn(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++
  return count
}

function recordOf(text: string, line: number): FileRecord {
  try {
    return { line, value: JSON.parse(text) }
  } catch {
    return { line, field: 'line', message: 'is not JSON' }
  }
}

function* recordsOfList(text: string): Generator<FileRecord> {
  const whole = recordOf(text.replace(/^\uFEFF/, ''), 1)
  if ('message' in whole) yield whole
  else if (!Array.isArray(whole.value))
    yield { line: 1, field: 'line', message: 'a .json file must hold a list' }
  else for (const [index, value] of whole.value.entries()) yield { line: index + 1, value }
}
