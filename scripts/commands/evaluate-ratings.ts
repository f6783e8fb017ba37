import type { RatingsReport } from '#domain/recommendation/index.ts'
import { BadInput, type Command, type CommandContext, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { readRatings } from '../import/rating-file.ts'

export const evaluateRatingsCommand: Command = {
  words: ['evaluate', 'ratings'],
  usage: '--train FILE --test FILE',
  summary: 'how well what people want is foretold from what they had',
  options: {
    train: { type: 'string', about: 'ratings to learn from: user, item, rating, time; gzip or not' },
    test: { type: 'string', about: 'ratings of the same users to be tested on, with the same columns' },
  },
  notes: [
    'Tab-separated, with a header or without. For every user of the test file all items of the training file that',
    'they have not had there are ranked; right is what stands in the test file, whatever its rating. ndcg10 is the',
    'mean over users, with min(10, what they have in the test) as the ideal; coverage10 the share of the items in',
    'anybody’s first ten. An item that is not in the training file is never found; a user who is not gets the',
    'popular. Models and parameters are chosen by a part of the training file; the test file is only asked.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const [train, test] = [textOption(input, 'train'), textOption(input, 'test')]
    if (train === undefined || test === undefined)
      throw new BadInput('usage: rapport evaluate ratings --train FILE --test FILE')
    const files = { train: inputFile(context.cwd, train), test: inputFile(context.cwd, test) }
    const learned = await readRatings(files.train, train)
    const asked = await readRatings(files.test, test)
    const room = await import('#domain/recommendation/index.ts')
    const { takeTurns } = await import('#domain/segments/index.ts')
    const began = performance.now()
    const bar = context.progress('choosing', EXPECTED_STEPS)
    let steps = 0
    const report = await room.evaluateRatings(learned, asked, {
      pace: takeTurns(context.signal),
      onStep: () => bar.set(++steps, Math.max(EXPECTED_STEPS, steps)),
    })
    bar.set(1, 1)
    bar.done()
    const { ndcg10, coverage10 } = report
    if (context.json) context.out(`${JSON.stringify({ ndcg10, coverage10 })}\n`)
    else tell(context, report, Math.round((performance.now() - began) / 1000))
    return 0
  },
}

/** For the bar: a choice takes about so many trials. */
const EXPECTED_STEPS = 14

function tell(context: CommandContext, report: RatingsReport, seconds: number): void {
  const { users, items, ratings, tested, ndcg10, coverage10, chosen } = report
  context.out(`${ratings} ratings of ${users} users, ${items} items; ${tested} users tested\n`)
  context.out(`NDCG@10 ${ndcg10.toFixed(4)}; ${(coverage10 * 100).toFixed(1)}% of the items shown; `)
  context.out(`in ${seconds} s\nchosen: ${JSON.stringify(chosen)}\n`)
}
