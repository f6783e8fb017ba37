import type { Readable } from 'node:stream'
import type { ParseArgsConfig } from 'node:util'
import type { House } from '#server/index.ts'
import type { Db, Store } from '#store/index.ts'

/** A bar that fills; drawn where the person sits, also when the command runs inside the server. */
export interface Progress {
  set: (value: number, total?: number) => void
  done: () => void
}

/** What a command is given, whether it runs in its own process or inside the running server. */
export interface CommandContext {
  /** Folder that file names are relative to: the person's, not the server's. */
  cwd: string
  stdin: Readable
  /** Text for stdout. With --json, one document and nothing else. */
  out: (text: string) => void
  /** Text for stderr. */
  err: (text: string) => void
  json: boolean
  /** Whether a person reads stderr as it comes. */
  interactive: boolean
  progress: (label: string, total: number) => Progress
  /** Ctrl-C. */
  signal: AbortSignal
  now: () => Date
  db: () => Promise<Db>
  /** Which kind of database that is. */
  store: () => Promise<Pick<Store, 'db' | 'kind'>>
  /** The whole shop: agent, search, inbound. The running server's own where there is one. */
  house: () => Promise<House>
  /** The house where one is already open in this process (the running server), else null. */
  running: House | null
}

export interface CommandInput {
  positionals: string[]
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
}

export interface Command {
  /** `['import', 'catalog']` */
  words: string[]
  /** What follows the words in the usage line. */
  usage: string
  summary: string
  /** Explained options; `--json` and `--help` are every command's. */
  options?: Record<string, NonNullable<ParseArgsConfig['options']>[string] & { about: string }>
  /** Further lines of `--help`. */
  notes?: string[]
  /** How many words may follow, least and most. */
  takes: [number, number]
  /**
   * `database`: runs inside the server where one runs on the folder; `alone`: refuses then; `own`: opens
   * nothing, or what it needs itself.
   */
  needs: 'database' | 'alone' | 'own'
  /** Answers the exit code: 0 done, 1 failed, 2 bad input. Throws BadInput or Problem for one clear line. */
  run: (input: CommandInput, context: CommandContext) => Promise<number>
}

/** What the person gave is wrong: one line, exit code 2. */
export class BadInput extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadInput'
  }
}

/** The option's text, where it was given. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.values[name]
  return typeof value === 'string' ? value : undefined
}

/** Every text of an option that may be repeated. */
export function textOptions(input: CommandInput, name: string): string[] {
  const value = input.values[name]
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
