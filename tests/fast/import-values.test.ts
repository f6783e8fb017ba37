import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minorUnits, readNumber } from '../../scripts/import/decimal.ts'
import { RowGroups } from '../../scripts/import/group-rows.ts'
import { momentReader } from '../../scripts/import/moment.ts'
import { isReturn, readStatus } from '../../scripts/import/order-status.ts'

test('numbers are read as shops write them', () => {
  const point = { decimal: '.' } as const
  const comma = { decimal: ',' } as const
  const cases: [string, { decimal: '.' | ',' }, number | null][] = [
    ['6.95', point, 6.95],
    ['-12', point, -12],
    ['£1,234.50', point, 1234.5],
    ['USD 12.00', point, 12],
    ['-$5.00', point, -5],
    ['(12.00)', point, -12],
    ["1'234.50 CHF", point, 1234.5],
    ['1.234,50 €', comma, 1234.5],
    ['1 234,5', comma, 1234.5],
    ['12,5', point, null],
    ['1.5', comma, null],
    ['1,23,456', point, null],
    ['', point, null],
    ['free', point, null],
    ['0x10', point, null],
    ['1e3', point, 1000],
  ]
  for (const [text, style, value] of cases) expect([text, readNumber(text, style)]).toEqual([text, value])
})

test('an amount becomes whole minor units, exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e11, max: 1e11 }), (cents) => {
      const text = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`
      expect(minorUnits(readNumber(text, { decimal: '.' }) ?? Number.NaN, 2)).toBe(cents === 0 ? 0 : cents)
    }),
  )
  expect([minorUnits(1.005, 2), minorUnits(-1.005, 2), minorUnits(0.001, 2), minorUnits(-0.001, 2)]).toEqual([
    101, -101, 0, 0,
  ])
  expect([minorUnits(120, 0), minorUnits(1.2345, 3)]).toEqual([120, 1235])
})

test('times are read in every form that is named, in their zone', () => {
  const cases: [string | undefined, string, string, string | null][] = [
    ['unix', 'UTC', '1259653500', '2009-12-01T07:45:00.000Z'],
    ['unix-ms', 'UTC', '1259653500123', '2009-12-01T07:45:00.123Z'],
    [undefined, 'UTC', '1259653500', '2009-12-01T07:45:00.000Z'],
    [undefined, 'UTC', '1259653500123456', '2009-12-01T07:45:00.123Z'],
    [undefined, 'UTC', '2026-01-05', '2026-01-05T00:00:00.000Z'],
    [undefined, 'Europe/London', '2026-07-05 10:00', '2026-07-05T09:00:00.000Z'],
    [undefined, 'Europe/London', '2026-01-05 10:00', '2026-01-05T10:00:00.000Z'],
    [undefined, 'Europe/London', '2023-01-05 10:12:33 -0500', '2023-01-05T15:12:33.000Z'],
    ['DD/MM/YYYY HH:mm', 'UTC', '01/12/2009 07:45', '2009-12-01T07:45:00.000Z'],
    ['M/D/YY h:mm A', 'America/New_York', '7/4/26 1:05 PM', '2026-07-04T17:05:00.000Z'],
    ['D MMM YYYY', 'UTC', '3 Sept 2025', '2025-09-03T00:00:00.000Z'],
    ['DD/MM/YYYY', 'UTC', '31/02/2025', null],
    ['DD/MM/YYYY', 'UTC', '12/31/2025', null],
    ['iso', 'UTC', '1259653500', null],
    [undefined, 'UTC', '2026-02-30', null],
    [undefined, 'UTC', 'yesterday', null],
    [undefined, 'UTC', '42', null],
    // the hour that summer time leaves out, and the one that comes twice
    [undefined, 'Europe/London', '2026-03-29 01:30', '2026-03-29T01:30:00.000Z'],
    [undefined, 'Europe/London', '2026-10-25 01:30', '2026-10-25T00:30:00.000Z'],
  ]
  for (const [style, zone, text, expected] of cases) {
    const read = momentReader(style, zone)
    expect([style, text, read(text)?.toISOString() ?? null]).toEqual([style, text, expected])
    expect(read(text)?.toISOString() ?? null).toBe(expected)
  }
  expect(() => momentReader('soon', 'UTC')).toThrow('--time')
  expect(() => momentReader('YYYY YYYY MM DD', 'UTC')).toThrow('--time')
  expect(() => momentReader(undefined, 'Mars/Base')).toThrow('--time-zone')
})

test('the rows of an order come together wherever they stand, each order once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (numbers) => {
      const groups = new RowGroups()
      for (const number of numbers) groups.count(`N${number}`)
      const done = numbers.flatMap((number, line) => {
        const row = { file: '', line, raw: `row ${number} in full`, fields: [`${number}`] }
        const rows = groups.add(`N${number}`, row)
        if (line % 7 === 0) groups.endPiece()
        return rows ? [rows] : []
      })
      expect(done.flat()).toHaveLength(numbers.length)
      expect(new Set(done.map((rows) => rows[0]?.fields[0])).size).toBe(done.length)
      for (const rows of done) {
        expect(new Set(rows.map(({ fields, raw }) => `${fields[0]} ${raw}`)).size).toBe(1)
        expect(rows.map(({ line }) => line)).toEqual([...rows.map(({ line }) => line)].sort((a, b) => a - b))
      }
    }),
    { numRuns: 40 },
  )
})

test('states are read by any of their usual names, and credit notes are told by number, total or quantities', () => {
  expect(['wc-completed', 'PAID', 'In transit', 'Canceled', 'lost'].map(readStatus)).toEqual([
    'delivered',
    'processed',
    'shipped',
    'cancelled',
    null,
  ])
  expect(isReturn('C489449', [1], 500)).toBe(true)
  expect(isReturn('A506401', [1], -500)).toBe(true)
  expect(isReturn('489464', [-240], 0)).toBe(true)
  expect(isReturn('489464', [2, -1], 500)).toBe(false)
  expect(isReturn('CX1', [1], 500)).toBe(false)
})
