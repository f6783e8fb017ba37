import { matchRecords, recogniseColumns } from '#domain/identity/index.ts'
import { BadInput, type Command, type CommandContext, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { readEvaluationRecords } from '../import/evaluation-records.ts'

export const evaluateIdentity: Command = {
  words: ['evaluate', 'identity'],
  usage: '--records FILE.csv',
  summary: 'find the records of a file that are one person, as the search for duplicates would',
  options: { records: { type: 'string', about: 'CSV or TSV with a header; its first column is the id' } },
  notes: [
    'What a column holds is told by its name, else by its contents. The spelling of ids, and columns named',
    'cluster or soc_sec_id, are not looked at. Nothing is stored.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const name = textOption(input, 'records')
    if (name === undefined) throw new BadInput('usage: rapport evaluate identity --records FILE.csv')
    const file = await readEvaluationRecords(inputFile(context.cwd, name), name)
    const found = recogniseColumns(file.header.slice(1), file.rows)
    const used = found.flatMap((field, at) => (field === null ? [] : [{ field, at }]))
    if (used.length === 0) throw new BadInput(`${name}: line 1: there is no column to compare`)
    const began = performance.now()
    const matched = await matchRecords(
      file.rows.map((row) => used.map(({ at }) => row[at] ?? '')),
      { fields: used.map(({ field }) => field) },
    )
    const answer = {
      clusters: matched.clusters.map((cluster) => cluster.map((record) => file.ids[record] ?? '')),
      pairs: matched.clusters.reduce((sum, cluster) => sum + pairsIn(cluster.length), 0),
      ms: Math.round(performance.now() - began),
    }
    if (context.json) context.out(`${JSON.stringify(answer)}\n`)
    else
      sayAnswer(
        context,
        answer,
        used.map(({ field }) => `${field.name} (${field.kind})`).join(', '),
        matched.precision,
      )
    return 0
  },
}

const pairsIn = (size: number): number => (size * (size - 1)) / 2

function sayAnswer(
  context: CommandContext,
  answer: { clusters: string[][]; pairs: number; ms: number },
  columns: string,
  precision: number,
): void {
  const several = answer.clusters.filter((cluster) => cluster.length > 1)
  const records = answer.clusters.reduce((sum, cluster) => sum + cluster.length, 0)
  context.out(`columns: ${columns}\n`)
  context.out(`${records} records are ${answer.clusters.length} people, in ${answer.ms} ms\n`)
  context.out(`${several.length} people have several records, ${answer.pairs} pairs; `)
  context.out(`by its own estimate at least ${(precision * 100).toFixed(1)}% of the pairs are right\n`)
  for (const cluster of several.slice(0, SHOWN)) context.out(`  ${cluster.join(', ')}\n`)
  if (several.length > SHOWN) context.out(`  and ${several.length - SHOWN} more; --json lists them all\n`)
}

const SHOWN = 20
