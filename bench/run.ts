import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '#store/index.ts'
import { type Bench, describeMachine } from './context.ts'
import { testDatabase } from './test-database.ts'

const harness = new Set(['run', 'context', 'percentiles', 'scheduled-load', 'test-database'])
const folder = join(projectRoot, 'bench')

/** `npm run bench -- NAME [--json]`: runs `bench/NAME.ts` and prints what it measured. */
const args = process.argv.slice(2)
const json = args.includes('--json')
const name = args.find((argument) => !argument.startsWith('-'))
process.exitCode = await main()

async function main(): Promise<number> {
  if (name === undefined || !benches().includes(name)) {
    console.error(
      `${name ? `There is no bench "${name}".` : 'Which bench?'} Benches: ${benches().join(', ')}`,
    )
    return 2
  }
  const run = await load(name)
  const note = (text: string) => void process.stderr.write(`${text}\n`)
  const database = await testDatabase(note)
  try {
    const machine = await describeMachine(database?.url ?? null)
    const result = await run({ testDatabaseUrl: database?.url ?? null, note })
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    else printTables(machine, result)
    return 0
  } finally {
    await database?.stop()
  }
}

function benches(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .filter((file) => !harness.has(file))
}

async function load(bench: string): Promise<Bench> {
  const path = join(folder, `${bench}.ts`)
  if (!existsSync(path)) throw new Error(`${path} is missing`)
  const module: unknown = await import(pathToFileURL(path).href)
  if (typeof module === 'object' && module !== null && 'run' in module && isBench(module.run))
    return module.run
  throw new Error(`bench/${bench}.ts must export run(context)`)
}

function isBench(value: unknown): value is Bench {
  return typeof value === 'function'
}

function printTables(machine: object, result: unknown): void {
  console.table(machine)
  if (typeof result === 'object' && result !== null) console.table(result)
  else console.log(result)
}
