import { readFileSync } from 'node:fs'
import { Problem } from '#contract/problem.ts'
import { BadInput, type Command } from '../command.ts'
import { inputFile } from '../files.ts'
import { printTable } from '../print-table.ts'

export const loyaltyProgram: Command = {
  words: ['loyalty', 'program'],
  usage: '[FILE.json]',
  summary: 'show the tiers of the loyalty programme, or put them on record from a file',
  notes: [
    'The file: {"name": "Trail Club", "windowDays": 365 or null, "tiers": [{"name": "Ridge", "threshold": 400}]}.',
    'A file that holds only null takes the programme off the record.',
    'Thresholds are points earned; a tier that your own system names by an event stands before them.',
  ],
  takes: [0, 1],
  needs: 'database',
  run: async (input, context) => {
    const profile = await import('#domain/profile/index.ts')
    const db = await context.db()
    const [name] = input.positionals
    if (name !== undefined) {
      const given = readJson(context.cwd, name)
      await profile.saveLoyaltyProgram(db, given, context.now()).catch((error) => {
        throw error instanceof Problem ? new BadInput(`${name}: ${error.message}`) : error
      })
    }
    const program = await profile.loyaltyProgram(db)
    if (context.json) context.out(`${JSON.stringify(program)}\n`)
    else if (!program) context.out('No loyalty programme is on record.\n')
    else
      printTable(
        context.out,
        [program.name, 'from'],
        program.tiers.map((tier) => [tier.name, `${tier.threshold} points`]),
      )
    return 0
  },
}

function readJson(cwd: string, name: string): unknown {
  const path = inputFile(cwd, name)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new BadInput(`${name}: not JSON (${error instanceof Error ? error.message : 'unreadable'})`)
  }
}
