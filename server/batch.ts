import { z } from 'zod'
import { Problem } from '#contract/problem.ts'

export interface BadEntry {
  /** 1 is the first entry. */
  line: number
  field: string
  message: string
}

export const badEntries = z.array(z.object({ line: z.int(), field: z.string(), message: z.string() }))

const MAX_ENTRIES = 50_000

/** What the body of a batch must be as a whole; its entries are checked one by one, by `readBatch`. */
export function batchBody(name: string) {
  return z.union([z.string(), z.object({ [name]: z.array(z.unknown()).max(MAX_ENTRIES) })])
}

/** The same as `/openapi.json` describes it: one list under its name. */
export function describedBatch(name: string, entry: z.ZodType) {
  return z.object({ [name]: z.array(entry).max(MAX_ENTRIES) })
}

/**
 * Checks the entries one by one: the good ones with their place, the bad ones named by line and field. Throws
 * a problem where there is no list at all.
 */
export function readBatch<S extends z.ZodType>(
  body: unknown,
  name: string,
  schema: S,
): { good: z.output<S>[]; bad: BadEntry[]; read: number } {
  const entries = typeof body === 'string' ? readLines(body) : listed(body, name)
  const good: z.output<S>[] = []
  const bad: BadEntry[] = []
  for (const { line, value } of entries) {
    const result = value === undefined ? null : schema.safeParse(value)
    if (result?.success) good.push(result.data)
    else bad.push({ line, ...firstWrong(result?.error) })
  }
  return { good, bad, read: entries.length }
}

function listed(body: unknown, name: string): { line: number; value: unknown }[] {
  const list: unknown =
    typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : null
  if (!Array.isArray(list))
    throw new Problem('bad-request', `Send { "${name}": [ … ] }, or one entry a line as JSON lines.`, {
      errors: [{ path: name, message: 'must be a list' }],
    })
  return list.map((value: unknown, index) => ({ line: index + 1, value }))
}

/** undefined stands for a line that is not JSON. */
function readLines(text: string): { line: number; value: unknown }[] {
  return text
    .split('\n')
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== '')
    .map(({ line, content }) => ({ line, value: parsed(content) }))
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

function firstWrong(error: z.ZodError | undefined): { field: string; message: string } {
  const issue = error?.issues[0]
  return { field: issue?.path.join('.') ?? '', message: issue?.message ?? 'is not valid JSON' }
}
