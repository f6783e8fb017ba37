import { type Sequences, userCount } from './interactions.ts'

export interface OrderedSessions {
  start: Int32Array
  item: Int32Array
  /** When each session ended, in milliseconds. */
  end: Float64Array
}

/** The numbers of the sessions that have clicks, by when they ended, the oldest first. */
export function byEnd(sessions: Sequences): Int32Array {
  const { start, time } = sessions
  const endOf = (s: number) => time[(start[s + 1] ?? 0) - 1] ?? 0
  const numbers: number[] = []
  for (let s = 0; s < userCount(sessions); s++) if ((start[s + 1] ?? 0) > (start[s] ?? 0)) numbers.push(s)
  return Int32Array.from(numbers).sort((a, b) => endOf(a) - endOf(b) || a - b)
}

/** Some of the sessions, in the order given, over the same items. */
export function pickSessions(sessions: Sequences, numbers: Int32Array): Sequences {
  const start = new Int32Array(numbers.length + 1)
  for (const [n, s] of numbers.entries())
    start[n + 1] = (start[n] ?? 0) + (sessions.start[s + 1] ?? 0) - (sessions.start[s] ?? 0)
  const item = new Int32Array(start[numbers.length] ?? 0)
  const time = new Float64Array(item.length)
  for (const [n, s] of numbers.entries()) {
    const [from, until] = [sessions.start[s] ?? 0, sessions.start[s + 1] ?? 0]
    item.set(sessions.item.subarray(from, until), start[n])
    time.set(sessions.time.subarray(from, until), start[n])
  }
  return { items: sessions.items, start, item, time }
}

export function newestFirst(sessions: Sequences): OrderedSessions {
  const { start, item, time } = pickSessions(sessions, byEnd(sessions).reverse())
  const end = Float64Array.from({ length: start.length - 1 }, (_, s) => time[(start[s + 1] ?? 0) - 1] ?? 0)
  return { start, item, end }
}
