import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { BadInput, type Command, type CommandInput, textOption, textOptions } from '../command.ts'
import { inputFile } from '../files.ts'
import type { NumberStyle } from './decimal.ts'
import { momentReader, type ReadMoment } from './moment.ts'

/** How the files of an import are to be read, as the person said. */
export interface ImportOptions extends NumberStyle {
  columns: string[] | undefined
  delimiter: string | undefined
  encoding: string | undefined
  map: ReadonlyMap<string, string>
  currency: string
  currencyGiven: boolean
  readMoment: ReadMoment
  source: string
}

export const importOptions: NonNullable<Command['options']> = {
  columns: {
    type: 'string',
    about: 'names of the columns, with commas, where the file does not begin with them',
  },
  map: {
    type: 'string',
    multiple: true,
    about: 'field=column, as often as needed; a number counts columns from 1',
  },
  'map-file': { type: 'string', about: 'a JSON file with the same: {"field": "column"}' },
  delimiter: {
    type: 'string',
    about: 'between fields: "," ";" "|" or tab; without it, as the first line shows',
  },
  encoding: { type: 'string', about: 'of the text, such as windows-1252; default utf-8' },
  time: {
    type: 'string',
    about: 'unix, unix-ms, iso, or a format such as "DD/MM/YYYY HH:mm"; default unix or iso',
  },
  'time-zone': { type: 'string', about: 'of times that name none, such as Europe/London; default UTC' },
  decimal: { type: 'string', about: 'what stands before the decimals, "." or ","; default "."' },
  source: { type: 'string', about: 'what the records are noted to come from; default import' },
  rejected: {
    type: 'string',
    about: 'a file for the records that are left out, as they stand, to mend and import',
  },
  'dry-run': { type: 'boolean', about: 'read and check everything, say what would be done, write nothing' },
}

/** Throws BadInput where an option makes no sense. */
export function readImportOptions(input: CommandInput, cwd: string): ImportOptions {
  const currency = textOption(input, 'currency')
  if (currency !== undefined && !/^[A-Za-z]{3}$/.test(currency))
    throw new BadInput(`--currency is an ISO 4217 code such as GBP, not "${currency}"`)
  return {
    columns: columnsOf(textOption(input, 'columns')),
    delimiter: delimiterOf(textOption(input, 'delimiter')),
    encoding: textOption(input, 'encoding'),
    map: mapOf(input, cwd),
    currency: currency?.toUpperCase() ?? 'USD',
    currencyGiven: currency !== undefined,
    decimal: decimalOf(textOption(input, 'decimal')),
    readMoment: momentReader(textOption(input, 'time'), textOption(input, 'time-zone') ?? 'UTC'),
    source: sourceOf(textOption(input, 'source')),
  }
}

function columnsOf(text: string | undefined): string[] | undefined {
  const columns = text?.split(',').map((name) => name.trim())
  const twice = columns?.find((name, index) => name !== '' && columns.indexOf(name) !== index)
  if (twice !== undefined) throw new BadInput(`--columns names "${twice}" twice`)
  return columns
}

function delimiterOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const delimiter = /^(tab|\\t)$/i.test(text) ? '\t' : text
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter))
    throw new BadInput(`--delimiter is one character, or "tab", not "${text}"`)
  return delimiter
}

function decimalOf(text: string | undefined): '.' | ',' {
  if (text === undefined || text === '.') return '.'
  if (text === ',') return ','
  throw new BadInput(`--decimal is "." or ",", not "${text}"`)
}

function sourceOf(text: string | undefined): string {
  const source = text?.trim() ?? 'import'
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u.test(source))
    throw new BadInput('--source is a name of at most 60 letters, digits, spaces, dots and dashes')
  return source
}

function mapOf(input: CommandInput, cwd: string): Map<string, string> {
  const file = textOption(input, 'map-file')
  const map = new Map(file === undefined ? [] : Object.entries(mapFile(cwd, file)))
  for (const pair of textOptions(input, 'map')) {
    const at = pair.indexOf('=')
    const [field, column] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
    if (at < 1 || column === '') throw new BadInput(`--map is field=column, not "${pair}"`)
    map.set(field, column)
  }
  return map
}

const mapSchema = z.record(z.string(), z.union([z.string().min(1), z.int().min(1).transform(String)]))

function mapFile(cwd: string, name: string): Record<string, string> {
  const text = readFileSync(inputFile(cwd, name), 'utf8').replace(/^\uFEFF/, '')
  try {
    return mapSchema.parse(JSON.parse(text))
  } catch {
    throw new BadInput(`${name}: a map is one JSON object, {"field": "column"}`)
  }
}
