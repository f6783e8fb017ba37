import type { NextItemReport } from '#domain/recommendation/index.ts'
import { BadInput, type Command, type CommandContext, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { readSequences } from '../import/sequence-file.ts'

export const evaluateNextItemCommand: Command = {
  words: ['evaluate', 'next-item'],
  usage: '--sequences FILE',
  summary: 'how well the next thing that somebody gets is foretold from what they had before',
  options: { sequences: { type: 'string', about: 'users and their items, oldest first; gzip or not' } },
  notes: [
    'Blanks or commas between: a user and one item on every line, or a user and all its items. The last item of a',
    'user is the test and the one before it is for choosing parameters; then the model learns from all but the',
    'last items. All items that the user has not had are ranked, none left out (the test item is ranked even if',
    'the user had it before). hr10 is the share found among the first ten. Users with fewer than three items are',
    'only learned from.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const name = textOption(input, 'sequences')
    if (name === undefined) throw new BadInput('usage: rapport evaluate next-item --sequences FILE')
    const sequences = await readSequences(inputFile(context.cwd, name), name)
    if (!hasThree(sequences.start)) throw new BadInput(`${name}: no user in it has three items`)
    const room = await import('#domain/recommendation/index.ts')
    const { takeTurns } = await import('#domain/segments/index.ts')
    const began = performance.now()
    const bar = context.progress('choosing', EXPECTED_STEPS)
    let steps = 0
    const onStep = () => bar.set(++steps, Math.max(EXPECTED_STEPS, steps))
    const report = await room.evaluateNextItem(sequences, takeTurns(context.signal), onStep)
    bar.set(1, 1)
    bar.done()
    const { hr10, ndcg10 } = report
    if (context.json) context.out(`${JSON.stringify({ hr10, ndcg10 })}\n`)
    else tell(context, report, Math.round((performance.now() - began) / 1000))
    return 0
  },
}

/** For the bar: a choice takes about so many trials. */
const EXPECTED_STEPS = 40

const hasThree = (start: Int32Array): boolean => start.some((from, u) => (start[u + 1] ?? 0) - from > 2)

function tell(context: CommandContext, report: NextItemReport, seconds: number): void {
  const { users, items, interactions, tested, hr10, ndcg10, params } = report
  context.out(`${interactions} items of ${users} users, ${items} different; ${tested} users tested\n`)
  context.out(
    `among the first 10: ${(hr10 * 100).toFixed(1)}%, NDCG@10 ${ndcg10.toFixed(4)}; in ${seconds} s\n`,
  )
  context.out(`chosen: ${JSON.stringify(params)}\n`)
}
