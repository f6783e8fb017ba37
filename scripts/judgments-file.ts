import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Judged } from '#knowledge/search/index.ts'
import { BadInput } from './command.ts'
import type { InputFile } from './files.ts'

const judgedLine = z.object({
  query: z.string().min(1, 'is empty').max(5000),
  grades: z.record(z.string(), z.number().min(0, 'is below 0').max(1000, 'is above 1000')),
})

/** Judged queries, one JSON document a line: `{ "query": "rain jacket", "grades": { "product id": 3 } }`. */
export async function readJudgments({ path, name }: InputFile): Promise<Judged[]> {
  const judged: Judged[] = []
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line++
    if (text.trim() !== '') judged.push(readLine(text, `${name}: line ${line}`))
  }
  if (judged.length === 0) throw new BadInput(`${name}: line 1: query: there is no judged query in the file`)
  return judged
}

function readLine(text: string, where: string): Judged {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new BadInput(`${where}: query: this is no JSON document`)
  }
  const checked = judgedLine.safeParse(value)
  if (checked.success)
    return { query: checked.data.query, grades: new Map(Object.entries(checked.data.grades)) }
  const issue = checked.error.issues[0]
  throw new BadInput(`${where}: ${issue?.path.join('.') || 'query'}: ${issue?.message ?? 'is not valid'}`)
}
