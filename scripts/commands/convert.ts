import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BadInput, type Command, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { toCustomer, toFeedProduct, toOrder } from '../retail-store/convert.ts'
import { type RetailStore, retailStore } from '../retail-store/database.ts'

const MINUTE_MS = 60_000

export const convertRetailStore: Command = {
  words: ['convert', 'retail-store'],
  usage: 'DB.json FOLDER',
  summary: 'turn the retail db.json of tau2-bench into files that rapport import takes',
  options: {
    'placed-from': {
      type: 'string',
      about:
        'the source has no dates: the first order is placed then, each next one a minute later (2024-05-01)',
    },
  },
  notes: ['Writes catalog.jsonl, customers.jsonl and orders.jsonl into the folder.'],
  takes: [2, 2],
  needs: 'own',
  run: async (input, context) => {
    const [name = '', folderName = ''] = input.positionals
    const store = readStore(inputFile(context.cwd, name), name)
    const from = dateOf(textOption(input, 'placed-from') ?? '2024-05-01')
    const folder = resolve(context.cwd, folderName)
    mkdirSync(folder, { recursive: true })
    const files = {
      'catalog.jsonl': Object.values(store.products).map(toFeedProduct),
      'customers.jsonl': Object.values(store.users).map(toCustomer),
      'orders.jsonl': Object.values(store.orders).map((order, index) =>
        toOrder(order, store, new Date(from.getTime() + index * MINUTE_MS)),
      ),
    }
    for (const [file, lines] of Object.entries(files)) {
      writeFileSync(join(folder, file), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      if (!context.json) context.out(`${join(folderName, file)}: ${lines.length} lines\n`)
    }
    if (context.json) {
      const counts = Object.fromEntries(Object.entries(files).map(([file, lines]) => [file, lines.length]))
      context.out(`${JSON.stringify(counts)}\n`)
    }
    return 0
  },
}

function readStore(path: string, name: string): RetailStore {
  const parsed = retailStore.safeParse(parse(readFileSync(path, 'utf8'), name))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new BadInput(`${name}:1 ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`)
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new BadInput(`${name}:1 is not JSON`)
  }
}

function dateOf(text: string): Date {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw new BadInput(`--placed-from must be a date, not "${text}"`)
  return date
}
