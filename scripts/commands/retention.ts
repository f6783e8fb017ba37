import { BadInput, type Command, textOptions } from '../command.ts'
import { printTable } from '../print-table.ts'

export const retention: Command = {
  words: ['retention'],
  usage: '[--dry-run] [--set KIND=DAYS]',
  summary: 'delete what is older than its term, as the server does every night',
  options: {
    'dry-run': { type: 'boolean', about: 'only say what would go' },
    set: {
      type: 'string',
      multiple: true,
      about: 'keep a kind for this many days from now on; may be repeated',
    },
  },
  takes: [0, 0],
  needs: 'database',
  run: async (input, context) => {
    const { changeTerms, retain } = await import('#inbound/index.ts')
    const db = await context.db()
    const changes = Object.fromEntries(textOptions(input, 'set').map(readChange))
    if (Object.keys(changes).length > 0) await changeTerms(db, changes, context.now())
    const dryRun = input.values['dry-run'] === true
    const done = await retain(db, context.now(), { dryRun, signal: context.signal })
    if (context.json) {
      context.out(`${JSON.stringify({ dryRun, kinds: done })}\n`)
      return 0
    }
    const rows = done.map(({ kind, what, days, before, rows: count }) => [
      kind,
      what,
      `${days} days`,
      before.toISOString().slice(0, 10),
      String(count),
    ])
    printTable(context.out, ['kind', '', 'kept', 'before', dryRun ? 'would go' : 'gone'], rows)
    return 0
  },
}

function readChange(text: string): [string, number] {
  const match = /^([a-z-]+)=(\d{1,6})$/.exec(text)
  if (!match?.[1] || !match[2]) throw new BadInput(`--set: KIND=DAYS, such as events=400, not "${text}"`)
  return [match[1], Number(match[2])]
}
