import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#store/index.ts'

/** A file of the data for tests beside the project; null where it is absent, which CI does not forgive. */
export function sharedData(path: string): string | null {
  const file = join(projectRoot, '..', 'shared', 'data', path)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  if (process.env.CI === 'true') throw new Error(`CI needs ../shared/data/${path}`)
  return null
}

/** Every string of the two files of attacks. */
export function attackStrings(): string[] | null {
  const files = ['attacks/prompt-extraction.json', 'attacks/indirect-instructions.json'].map(sharedData)
  if (files.some((text) => text === null)) return null
  return files
    .flatMap((text) => Object.values(JSON.parse(text ?? '{}')).flat())
    .filter((entry) => typeof entry === 'string')
}

/** The rows of a CSV with a header, as objects; fields in quotes may hold commas, quotes and line ends. */
export function csvRows(text: string): Record<string, string>[] {
  const [header = [], ...rows] = csvFields(text)
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}

function csvFields(text: string): string[][] {
  const rows: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  for (const match of text.matchAll(field)) {
    if (match[0] === '' && match.index >= text.length) break
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}
