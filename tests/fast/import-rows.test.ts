import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessDelimiter, RowSplitter } from '../../scripts/import/delimited.ts'
import { LineSplitter, ListSplitter } from '../../scripts/import/json-values.ts'

const delimiters = [',', ';', '\t', '|']

function inPieces(text: string, sizes: number[]): string[] {
  const pieces: string[] = []
  let at = 0
  for (let i = 0; at < text.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}

function split(text: string, delimiter: string, sizes: number[], width?: number) {
  const splitter = new RowSplitter(delimiter)
  splitter.width = width ?? null
  return [...inPieces(text, sizes).flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

const quote = (field: string, delimiter: string) =>
  field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field

test('rows come back as they were written: quotes, delimiters, line ends, whatever the pieces', () => {
  const field = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('a,b', 'a;b', '7" single', '"', '""', 'x\ny', '\r\n', 'tab\there', '|', ' a ', ''),
  )
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 12 }))
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(...delimiters),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (rows, delimiter, ending, sizes, lastEnds) => {
        // an empty line is no row
        const given = rows
          .filter((row) => row.length > 1 || row[0] !== '')
          .map((row) =>
            delimiter === '\t'
              ? row.map((value) => (value.includes('\n') ? value.replaceAll('\t', ' ') : value))
              : row,
          )
        const lines = given.map((row) => row.map((value) => quote(value, delimiter)).join(delimiter))
        const text = lines.join(ending) + (lastEnds ? ending : '')
        const found = split(text, delimiter, sizes, given[0]?.length)
        expect(found.map(({ fields }) => fields)).toEqual(given)
        expect(found.map(({ raw }) => raw)).toEqual(lines)
        let line = 1
        for (const [i, row] of found.entries()) {
          expect(row.line).toBe(line)
          line += (lines[i] ?? '').split('\n').length
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('a quote that opens nothing is a character like any other, and swallows no line', () => {
  const text = '1\t"WIDE" LAMP\t2\n2\t"UNFINISHED\t3\n3\tLAMP\t4\n4\tRED 7"\t5\n'
  for (const sizes of [[1], [7], [100]])
    expect(split(text, '\t', sizes, 3).map(({ fields }) => fields)).toEqual([
      ['1', '"WIDE" LAMP', '2'],
      ['2', '"UNFINISHED', '3'],
      ['3', 'LAMP', '4'],
      ['4', 'RED 7"', '5'],
    ])
  const endless = `a,"${'x'.repeat(300_000)}\nb,c\n`
  const rows = split(endless, ',', [50_000], 2)
  expect(rows).toHaveLength(2)
  expect(rows[1]).toMatchObject({ line: 2, fields: ['b', 'c'] })
})

test('empty lines are passed over and counted; carriage returns alone end lines too', () => {
  expect(split('a,b\n\n\r\nc,d', ',', [3]).map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, 'a', 'b'],
    [4, 'c', 'd'],
  ])
  expect(split('a,b\rc,d\r', ',', [100]).map(({ fields }) => fields)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})

test('the delimiter is told by the first line', () => {
  expect(guessDelimiter('id;name;"a,b,c,d"', null)).toBe(';')
  expect(guessDelimiter('1\t"A, B, C, D, E"\t3', null)).toBe('\t')
  expect(guessDelimiter('1|a,b|c,d,e', 3)).toBe('|')
  expect(guessDelimiter('one', null)).toBe('\t')
  expect(guessDelimiter('a, b;c, d;e', 3)).toBe(';')
})

test('a JSON list comes apart value by value, and JSON lines line by line, whatever the pieces', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(undefined, 1, 2),
      (values, sizes, indent) => {
        const plain = values.map((each) => JSON.parse(JSON.stringify(each)) as unknown)
        const list = new ListSplitter()
        const text = JSON.stringify(values, null, indent)
        const found = [...inPieces(text, sizes).flatMap((piece) => list.push(piece)), ...list.end()]
        expect(found.map((entry) => ('value' in entry ? entry.value : entry))).toEqual(plain)
        expect(found.map(({ line }) => line)).toEqual(values.map((_, i) => i + 1))
        const lines = new LineSplitter()
        const text2 = values.map((each) => `${JSON.stringify(each)}\r\n`).join('\n')
        const found2 = [...inPieces(text2, sizes).flatMap((piece) => lines.push(piece)), ...lines.end()]
        expect(found2.map((entry) => ('value' in entry ? entry.value : entry))).toEqual(plain)
        expect(found2.map(({ line }) => line)).toEqual(values.map((_, i) => 2 * i + 1))
      },
    ),
    { numRuns: 300 },
  )
})

test('a broken JSON list says where, and gives what is good', () => {
  const read = (text: string) => {
    const list = new ListSplitter()
    return [...list.push(text), ...list.end()]
  }
  expect(read('[{"a":1}, {"b":}, {"c":3}]')).toMatchObject([
    { line: 1, value: { a: 1 } },
    { line: 2, message: 'is not JSON' },
    { line: 3, value: { c: 3 } },
  ])
  expect(read('[{"a":1},{"b":2')).toMatchObject([{ value: { a: 1 } }, { message: 'the list is cut short' }])
  expect(read('{"a":1}')).toMatchObject([{ message: 'a .json file must hold a list' }])
  expect(read('')).toMatchObject([{ message: 'a .json file must hold a list' }])
})
