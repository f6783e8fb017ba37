import { BadInput, type Command, type CommandContext, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { readClicks } from '../import/click-file.ts'

export const evaluateNextClickCommand: Command = {
  words: ['evaluate', 'next-click'],
  usage: '--train FILE.tsv --test FILE.tsv',
  summary: 'how well the next click of a visit is foretold from the clicks before it',
  options: {
    train: { type: 'string', about: 'clicks to learn from: SessionId, ItemId, Time; gzip or not' },
    test: { type: 'string', about: 'clicks of other sessions to be tested on, with the same columns' },
  },
  notes: [
    'Tab-separated with a header; time in seconds or milliseconds since 1970, or as a date. For every click of a',
    'test session but the first, all items of the training file are ranked from the clicks before it: hr20 is the',
    'share found among the first 20, mrr20 the mean of 1 / rank, coverage20 the share of the items that were ever',
    'among them, us the microseconds of a prediction. An item that is not in the training file is a miss. Weights',
    'and params are learned from the last tenth of the training sessions; the test file is only asked.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const [train, test] = [textOption(input, 'train'), textOption(input, 'test')]
    if (train === undefined || test === undefined)
      throw new BadInput('usage: rapport evaluate next-click --train FILE.tsv --test FILE.tsv')
    const files = { train: inputFile(context.cwd, train), test: inputFile(context.cwd, test) }
    const room = await import('#domain/recommendation/index.ts')
    const { takeTurns } = await import('#domain/segments/index.ts')
    const pace = takeTurns(context.signal)
    const learned = await readClicks(files.train, train)
    const asked = await readClicks(files.test, test, learned.items)
    if (!hasPair(asked.start)) throw new BadInput(`${test}: no session in it has two clicks`)
    const bar = context.progress('learning', 1)
    const began = performance.now()
    const model = await room.trainSessions(learned, { onProgress: bar.set }, pace)
    bar.done()
    const trainMs = Math.round(performance.now() - began)
    const report = await room.evaluateNextClick(model, asked, () => performance.now(), pace)
    if (context.json) {
      const { hr20, mrr20, coverage20, us } = report
      context.out(`${JSON.stringify({ hr20, mrr20, coverage20, us })}\n`)
    } else tell(context, report, learned.items.ids.length, trainMs)
    return 0
  },
}

const hasPair = (start: Int32Array): boolean => start.some((from, s) => (start[s + 1] ?? 0) - from > 1)

function tell(
  context: CommandContext,
  report: {
    clicks: number
    sessions: number
    hr20: number
    mrr20: number
    coverage20: number
    us: { p50: number; p90: number }
  },
  items: number,
  trainMs: number,
): void {
  const share = (value: number) => `${(value * 100).toFixed(1)}%`
  context.out(
    `${report.clicks} clicks in ${report.sessions} sessions, ${items} items; learned in ${trainMs} ms\n`,
  )
  context.out(`among the first 20: ${share(report.hr20)}, mean of 1 / rank: ${report.mrr20.toFixed(3)}\n`)
  context.out(`items ever among the first 20: ${share(report.coverage20)}\n`)
  context.out(
    `a prediction takes ${report.us.p50.toFixed(0)} µs (median), ${report.us.p90.toFixed(0)} µs (90th percentile)\n`,
  )
}
