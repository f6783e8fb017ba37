import { type ParseArgsConfig, parseArgs } from 'node:util'
import { BadInput, type Command, type CommandInput } from './command.ts'

export type Request =
  | { kind: 'run'; command: Command; input: CommandInput; json: boolean }
  | { kind: 'help'; text: string }

/** What the words of the command line ask for. Throws BadInput with one line where they ask for nothing we have. */
export function readCommandLine(argv: string[], commands: Command[]): Request {
  const words = argv.filter((word) => !word.startsWith('-'))
  const asksHelp = argv.includes('--help') || argv.includes('-h')
  if (words.length === 0 || (words[0] === 'help' && words.length === 1)) {
    return { kind: 'help', text: overview(commands) }
  }
  const command = findCommand(words[0] === 'help' ? words.slice(1) : words, commands)
  if (!command) return helpForGroup(words, commands, asksHelp)
  if (asksHelp || words[0] === 'help') return { kind: 'help', text: helpOf(command) }
  return { kind: 'run', command, ...readInput(argv, command) }
}

function findCommand(words: string[], commands: Command[]): Command | undefined {
  return commands.find((command) => command.words.every((word, index) => words[index] === word))
}

function helpForGroup(words: string[], commands: Command[], asksHelp: boolean): Request {
  const group = commands.filter((command) => command.words[0] === words[0] && command.words.length > 1)
  if (group.length > 0 && asksHelp) return { kind: 'help', text: overview(group) }
  if (group.length > 0) {
    const choices = group.map((command) => command.words[1]).join(', ')
    throw new BadInput(`rapport ${words[0]} needs one of: ${choices}`)
  }
  throw new BadInput(`there is no command "${words[0]}"; "rapport --help" lists them`)
}

function readInput(argv: string[], command: Command): { input: CommandInput; json: boolean } {
  const options = Object.fromEntries(
    Object.entries(command.options ?? {}).map(([name, { about, ...option }]) => [name, option]),
  )
  const { values, positionals } = parse(argv, { ...options, json: { type: 'boolean' } }, command)
  const rest = positionals.slice(command.words.length)
  const [least, most] = command.takes
  if (rest.length < least || rest.length > most) throw new BadInput(`usage: ${usageOf(command)}`)
  return { input: { positionals: rest, values }, json: Reflect.get(values, 'json') === true }
}

function parse(argv: string[], options: ParseArgsConfig['options'], command: Command) {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new BadInput(`${reason}; usage: ${usageOf(command)}`)
  }
}

function usageOf(command: Command): string {
  return ['rapport', ...command.words, command.usage].filter(Boolean).join(' ')
}

function overview(commands: Command[]): string {
  const lines = commands.map(
    (command) => [usageOf(command).slice('rapport '.length), command.summary] as const,
  )
  const width = Math.max(...lines.map(([usage]) => usage.length))
  return [
    'usage: rapport COMMAND …   (npm run -s rapport -- COMMAND …)',
    '',
    ...lines.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`),
    '',
    'Every command takes --help, and --json for one JSON document on stdout.',
    'DATA_DIR names the folder of the embedded database (./data), DATABASE_URL a PostgreSQL server.',
  ].join('\n')
}

function helpOf(command: Command): string {
  const options = Object.entries(command.options ?? {}).map(
    ([name, option]) => [`--${name}`, option.about] as const,
  )
  const all = [...options, ['--json', 'one JSON document on stdout'] as const]
  const width = Math.max(...all.map(([name]) => name.length))
  return [
    `usage: ${usageOf(command)}`,
    '',
    command.summary,
    ...(command.notes ? ['', ...command.notes] : []),
    '',
    ...all.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`),
  ].join('\n')
}
