import type { ItemIndex, Sequences } from '#domain/recommendation/index.ts'
import { BadInput } from '../command.ts'
import { NumberColumn } from './number-column.ts'
import { textLines } from './text-lines.ts'

const columns = ['SessionId', 'ItemId', 'Time'] as const

/**
 * Clicks, tab-separated, with the columns SessionId, ItemId and Time in any order and perhaps others; time in
 * seconds or milliseconds since 1970, or as a date. Answers the sessions, each in order of time (clicks at one
 * time as they stand in the file). With an index, an item outside it is -1. Throws BadInput that names line
 * and field.
 */
export async function readClicks(path: string, name: string, known?: ItemIndex): Promise<Sequences> {
  const items = new Map<string, number>(known?.at)
  const sessions = new Map<string, number>()
  const [session, item, time] = [new NumberColumn(), new NumberColumn(), new NumberColumn()]
  let places: number[] | null = null
  let number = 0
  for await (const lines of textLines(path)) {
    for (const line of lines) {
      number++
      if (line.trim() === '') continue
      if (places === null) {
        places = readHeader(line, name)
        continue
      }
      const fields = line.split('\t')
      const [sessionId, itemId, at] = places.map((place, n) => {
        const value = fields[place]?.trim() ?? ''
        if (value === '') throw new BadInput(`${name}: line ${number}: ${columns[n]}: is missing`)
        return value
      })
      session.push(numberOf(sessions, sessionId ?? ''))
      item.push(known ? (known.at.get(itemId ?? '') ?? -1) : numberOf(items, itemId ?? ''))
      time.push(moment(at ?? '', `${name}: line ${number}: Time`))
    }
  }
  if (session.length === 0) throw new BadInput(`${name}: there is no click in it`)
  const index = known ?? { ids: [...items.keys()], at: items }
  return { items: index, ...pack(session.all(), item.all(), time.all(), sessions.size) }
}

function readHeader(line: string, name: string): number[] {
  const header = line.split('\t').map((field) => field.trim().toLowerCase())
  return columns.map((column) => {
    const place = header.indexOf(column.toLowerCase())
    if (place < 0)
      throw new BadInput(`${name}: line 1: ${column}: there is no such column; columns are separated by tabs`)
    return place
  })
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const there = numbers.get(id)
  if (there !== undefined) return there
  numbers.set(id, numbers.size)
  return numbers.size - 1
}

/** Above this a number counts milliseconds: as seconds it would be past the year 5000. */
const MOST_SECONDS = 1e11

function moment(text: string, where: string): number {
  const value = Number(text)
  if (Number.isFinite(value)) return Math.abs(value) > MOST_SECONDS ? value : value * 1000
  const date = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(date)) throw new BadInput(`${where}: "${text.slice(0, 40)}" is no time`)
  return date
}

/** Sorts clicks by session with a count, and each session by time. */
function pack(session: Float64Array, item: Float64Array, time: Float64Array, sessions: number) {
  const start = new Int32Array(sessions + 1)
  for (const s of session) start[s + 1] = (start[s + 1] ?? 0) + 1
  for (let s = 0; s < sessions; s++) start[s + 1] = (start[s + 1] ?? 0) + (start[s] ?? 0)
  const next = start.slice(0, sessions)
  const click = new Int32Array(session.length)
  for (let c = 0; c < session.length; c++) {
    const s = session[c] ?? 0
    const at = next[s] ?? 0
    click[at] = c
    next[s] = at + 1
  }
  for (let s = 0; s < sessions; s++)
    click.subarray(start[s], start[s + 1]).sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b)
  return {
    start,
    item: Int32Array.from(click, (c) => item[c] ?? -1),
    time: Float64Array.from(click, (c) => time[c] ?? 0),
  }
}
