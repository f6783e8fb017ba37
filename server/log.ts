import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Fields whose words are ours or of a closed set. Every other text is left out of the logs. */
const sayable = new Set(
  'requestId method route model outcome gate reason check tool kind status namespace step code type name database version conversationId turnId'.split(
    ' ',
  ),
)

/**
 * JSON lines without personal data, by construction: numbers and booleans pass, texts only under names that
 * hold our own words or ids, errors as name, code and where, because their messages can quote anything.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: withoutPersonalData },
    serializers: { err: (error: unknown) => error },
  }
  return destination ? pino(options, destination) : pino(options)
}

function withoutPersonalData(fields: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof Error) out[key] = describeError(value)
    else if (typeof value === 'number' || typeof value === 'boolean') out[key] = value
    else if (typeof value === 'string' && sayable.has(key)) out[key] = value.slice(0, 200)
  }
  return out
}

function describeError(error: Error): { name: string; code?: string; at: string[] } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, ...(code && { code }), at: frames.slice(0, 8).map((line) => line.trim()) }
}
