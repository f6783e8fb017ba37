import type { PredictionReport } from '#domain/segments/index.ts'
import { BadInput, type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { printTable } from '../print-table.ts'
import { readPurchaseFile } from './predict-purchases.ts'

export const evaluatePredictions: Command = {
  words: ['evaluate', 'predictions'],
  usage: '--purchases FILE',
  summary: 'how good the predictions are on a list of purchases, trained and tested by time',
  options: {
    purchases: { type: 'string', about: 'the list: CDNOW’s or Online Retail’s columns, gzip or not' },
    'calibration-weeks': { type: 'string', about: 'weeks to learn purchases from (39)' },
    'holdout-weeks': { type: 'string', about: 'weeks after them to be tested on (39)' },
  },
  notes: [
    'Columns: customer date(YYYYMMDD) number amount, with spaces between; or, with tabs between, invoice product',
    'description quantity unix-time price customer country. A list shorter than both spans is cut in half.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const name = textOption(input, 'purchases')
    if (name === undefined) throw new BadInput('usage: rapport evaluate predictions --purchases FILE')
    const weeks = {
      calibration: weeksOf(input, 'calibration-weeks'),
      holdout: weeksOf(input, 'holdout-weeks'),
    }
    const began = performance.now()
    const file = await readPurchaseFile(inputFile(context.cwd, name), name)
    const segments = await import('#domain/segments/index.ts')
    const histories = segments.historiesOf(file.lines)
    const pause = segments.takeTurns(context.signal)
    const report = await segments.evaluatePredictions(histories, weeks, pause)
    const ms = Math.round(performance.now() - began)
    const day = (at: number) => segments.dateOfDay(at).toISOString().slice(0, 10)
    if (context.json) {
      const told = { ...report, from: day(report.from), until: day(report.until) }
      context.out(
        `${JSON.stringify({ file: name, format: file.format, guests: file.guests, ...told, ms })}\n`,
      )
    } else tell(report, context, day)
    return 0
  },
}

function weeksOf(input: CommandInput, option: string): number {
  const text = textOption(input, option) ?? '39'
  const weeks = Number(text)
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > 1000)
    throw new BadInput(`--${option}: "${text}" is no number of weeks from 1 to 1000`)
  return weeks
}

function tell(report: PredictionReport, context: CommandContext, day: (at: number) => string): void {
  const { test, bgNbd } = report
  context.out(
    `${report.customers} customers, ${report.purchases} purchases, ${day(report.from)} to ${day(report.until)}\n` +
      `Learned from ${test.calibrationDays} days, tested on the ${test.holdoutDays} after them\n\n`,
  )
  const row = (what: string, errors: PredictionReport['test']['purchases'], per: number) => [
    what,
    ...[errors.model, errors.sameRate, errors.average].map((error) => (error / per).toFixed(3)),
  ]
  printTable(
    context.out,
    ['mean absolute error', 'model', 'same rate as before', 'average for all'],
    [row('repeat purchases', test.purchases, 1), row('net value', test.value, 100)],
  )
  const { r, alpha, a, b } = bgNbd
  context.out(
    `\nBG/NBD r ${r.toFixed(3)}, alpha ${alpha.toFixed(3)} weeks, a ${a.toFixed(3)}, b ${b.toFixed(3)}: ${bgNbd.atOptimum ? 'at an optimum' : 'not at an optimum'}\n\n`,
  )
  const questions = { 'buys within 30 days': report.buys30, 'stays away': report.churns }
  printTable(
    context.out,
    ['later period', 'AUC', 'Brier', 'calibration error', 'Brier, same rate', 'Brier, everybody alike'],
    Object.entries(questions).map(([what, answer]) => {
      if (!answer.ok) return [what, answer.reason]
      const { quality, baselines } = answer.backtest
      const figures = [quality.auc, quality.brier, quality.calibrationError, baselines.simple.brier]
      return [what, ...[...figures, baselines.everybody.brier].map((figure) => figure.toFixed(3))]
    }),
  )
}
