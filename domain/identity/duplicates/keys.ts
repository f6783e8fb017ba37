import type { FieldKind } from './fields.ts'
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

/** Two keys as one: equal where both are. */
export function bothKeys(one: Keys, other: Keys): Keys {
  const numbers = new Map<number, number>()
  return one.map((first, record) => {
    const second = other[record] ?? -1
    if (first < 0 || second < 0) return -1
    const key = first * 2 ** 22 + second
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, numbers.size)
    return numbers.size - 1
  })
}
