import { z } from 'zod'

const entry = z.looseObject({
  level: z.union([z.number(), z.string()]),
  time: z.union([z.number(), z.string()]),
  msg: z.string().default(''),
})
const plumbing = new Set(['level', 'time', 'msg', 'pid', 'hostname', 'v'])

/** The structured log as a person reads it on a terminal: time, text, fields. Elsewhere it stays JSON lines. */
export function readableLog(out: (text: string) => void): { write: (line: string) => void } {
  return { write: (line) => out(`${readable(line)}\n`) }
}

export function readable(line: string): string {
  const parsed = entry.safeParse(parse(line))
  if (!parsed.success) return line.trimEnd()
  const { msg, time, ...rest } = parsed.data
  const fields = Object.entries(rest).filter(([name]) => !plumbing.has(name))
  const at = new Date(time).toTimeString().slice(0, 8)
  return [at, msg, ...fields.map(([name, value]) => `${name}=${plain(value)}`)].join(' ')
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
