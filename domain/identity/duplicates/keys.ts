import type { FieldKind } from './fields.ts'
import type { Pause } from './pause.ts'
import { phonetic } from './phonetic.ts'
import type { Column } from './table.ts'

/** Per record, the number of its key; -1 where it has none. Two records meet where they share a key. */
export type Keys = Int32Array

type Shape = (value: string) => string

const beginning: Shape = (value) => value.slice(0, 5)
const ending: Shape = (value) => value.slice(-5)

const dateParts: Shape[] = [
  (value) => value.slice(0, 6),
  (value) => value.slice(4),
  (value) => value.slice(0, 4) + value.slice(6),
]

const local: Shape = (value) => value.slice(0, Math.max(0, value.lastIndexOf('@')))

/** Coarser forms of a value, each of which survives slips in some other part of it. */
const shapes: Partial<Record<FieldKind, Shape[]>> = {
  given_name: [phonetic],
  surname: [phonetic],
  full_name: [phonetic, ending],
  city: [phonetic],
  street: [beginning],
  place_line: [beginning],
  text: [beginning],
  date: dateParts,
  email: [beginning, (value) => ending(local(value)), ending],
  phone: [(value) => value.slice(0, 5), ending],
}

/** The forms of a column that are paired with those of other columns. */
export function coarseKeys(column: Column): Keys[] {
  const mine = shapes[column.field.kind]
  return mine ? mine.map((shape) => shapedKeys(column, shape)) : [column.codes]
}

function shapedKeys({ codes, dictionary }: Column, shape: Shape): Keys {
  const numbers = new Map<string, number>()
  const ofValue = Int32Array.from(dictionary.values, (value) => numberOf(numbers, shape(value)))
  return codes.map((code) => ofValue[code] ?? -1)
}

function numberOf(numbers: Map<string, number>, key: string): number {
  if (key === '') return -1
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

const AT_ONCE = 20_000

/** Two keys as one: equal where both are. */
export async function bothKeys(one: Keys, other: Keys, pause: Pause): Promise<Keys> {
  const numbers = new Map<number, number>()
  const both = new Int32Array(one.length).fill(-1)
  for (let record = 0; record < one.length; record++) {
    if (record % AT_ONCE === AT_ONCE - 1) await pause(AT_ONCE)
    const [first = -1, second = -1] = [one[record], other[record]]
    if (first < 0 || second < 0) continue
    const key = first * 2 ** 22 + second
    const number = numbers.get(key) ?? numbers.size
    if (number === numbers.size) numbers.set(key, number)
    both[record] = number
  }
  return both
}
