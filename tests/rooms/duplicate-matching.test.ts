import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRecords, recogniseColumns } from '#domain/identity/index.ts'
import { addressSet, type MisspeltSet, sparseSet } from '../support/misspelt-sets.ts'
import { pairAccuracy } from '../support/pair-accuracy.ts'
import { csvRows, sharedData } from '../support/shared-data.ts'

async function match({ header, rows }: Pick<MisspeltSet, 'header' | 'rows'>) {
  const used = recogniseColumns(header, rows).flatMap((field, at) => (field && at > 0 ? [{ field, at }] : []))
  return matchRecords(
    rows.map((row) => used.map(({ at }) => row[at] ?? '')),
    { fields: used.map(({ field }) => field) },
  )
}

/** The truth is in the ids, which `match` never compares. */
function febrl(file: string): MisspeltSet | null {
  const text = sharedData(`identity/${file}`)
  if (text === null) return null
  const rows = csvRows(text.replaceAll(', ', ','))
  return {
    header: Object.keys(rows[0] ?? {}),
    rows: rows.map((row) => Object.values(row)),
    truth: rows.map((row) => row.rec_id?.split('-')[1]),
  }
}

describe('finding the records that are one person', () => {
  test.each([
    ['febrl1.csv', 0.995],
    ['febrl2.csv', 0.99],
  ])('%s, whose people are known', async (file, least) => {
    const set = febrl(file)
    if (set === null) return
    const { clusters } = await match(set)
    expect(clusters.flat().sort((a, b) => a - b)).toEqual(set.rows.map((_, at) => at))
    const { f1, precision } = pairAccuracy(clusters, set.truth)
    expect(f1).toBeGreaterThan(least)
    expect(precision).toBeGreaterThan(0.995)
  })

  test('up to five duplicates of a person, several misspellings in each', async () => {
    const set = addressSet({ originals: 600, duplicates: 900, most: 5, slips: 8, fieldSlips: 3, seed: 31 })
    const { f1, precision } = pairAccuracy((await match(set)).clusters, set.truth)
    expect(f1).toBeGreaterThan(0.985)
    expect(precision).toBeGreaterThan(0.99)
  })

  test.each([
    [1, 0, 0.98],
    [1, 0.1, 0.93],
    [1.3, 0.15, 0.86],
  ])('sparse records, hardness %s, %s of them changed', async (hardness, changed, least) => {
    const set = sparseSet({ people: 250, hardness, changed, seed: 32 })
    const { clusters, precision: own } = await match(set)
    const { f1, precision } = pairAccuracy(clusters, set.truth)
    expect(f1).toBeGreaterThan(least)
    expect(precision).toBeGreaterThan(0.985)
    expect(own).toBeLessThan(precision + 0.01) // it does not think better of itself than it is
  })

  test('the pairs that would be joined unseen are right in 995 of 1000', async () => {
    const set = sparseSet({ people: 250, hardness: 1.3, changed: 0.15, seed: 41 })
    const sure = (await match(set)).pairs.filter(({ weight }) => weight >= Math.log2(199))
    const right = sure.filter(({ a, b }) => set.truth[a] === set.truth[b])
    expect(sure.length).toBeGreaterThan(300)
    expect(right.length / sure.length).toBeGreaterThanOrEqual(0.995)
  })

  test('a family in one house stays as many people as it is', async () => {
    const set = addressSet({ originals: 400, duplicates: 100, most: 2, slips: 2, fieldSlips: 1, seed: 33 })
    const at = (name: string) => set.header.indexOf(name)
    const parents = set.rows.slice(0, 120)
    const children = parents.map((row, index) =>
      row.map((value, column) => {
        if (column === 0) return `child-${index}`
        if (column === at('given_name')) return set.rows[index + 200]?.[column] ?? ''
        return column === at('date_of_birth')
          ? `200${index % 10}${set.rows[index + 200]?.[column]?.slice(4)}`
          : value
      }),
    )
    const all = { header: set.header, rows: [...set.rows, ...children] }
    const truth = [...set.truth, ...children.map((_, index) => `child ${index}`)]
    const { precision, f1 } = pairAccuracy((await match(all)).clusters, truth)
    expect(precision).toBeGreaterThan(0.985)
    expect(f1).toBeGreaterThan(0.95)
  })
})

describe('what the answer must not depend on', () => {
  const shapes = [
    sparseSet({ people: 40, hardness: 1, changed: 0.1, seed: 51 }),
    addressSet({ originals: 60, duplicates: 60, most: 4, slips: 5, fieldSlips: 2, seed: 52 }),
  ]
  const asText = (clusters: number[][], nameOf: (at: number) => string) =>
    clusters.map((cluster) => cluster.map(nameOf).sort().join()).sort()

  test.each(shapes.map((set) => [set.header.join(), set] as const))('ids and order: %s', async (_, set) => {
    const nameOf = (rows: string[][]) => (at: number) => rows[at]?.[0] ?? ''
    const plain = asText((await match(set)).clusters, nameOf(set.rows))
    const places = set.rows.map((_row, at) => at)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(places, { minLength: places.length }),
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: places.length, maxLength: places.length }),
        async (order, ids) => {
          const rows = order.map((at) => [ids[at] ?? '', ...(set.rows[at]?.slice(1) ?? [])])
          const back = new Map(order.map((at) => [ids[at] ?? '', set.rows[at]?.[0] ?? '']))
          const found = (await match({ header: set.header, rows })).clusters
          expect(asText(found, (at) => back.get(rows[at]?.[0] ?? '') ?? '')).toEqual(plain)
        },
      ),
      { numRuns: 4 },
    )
  })

  test('the columns cluster and soc_sec_id', async () => {
    const set = shapes[0]
    if (!set) return
    const labelled = {
      header: [...set.header, 'cluster', 'Soc_Sec_Id'],
      rows: set.rows.map((row, at) => [...row, String(set.truth[at]), String(at % 3)]),
    }
    expect((await match(labelled)).clusters).toEqual((await match(set)).clusters)
  })

  test('records that are alike in nothing but being empty', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => [`r${at}`, '', at < 2 ? 'Ada' : '', 'null', ' '])
    const { clusters } = await match({ header: ['id', 'first_name', 'surname', 'dob', 'city'], rows })
    expect(clusters).toHaveLength(30)
    expect((await match({ header: ['id', 'surname'], rows: [['a', 'Lovelace']] })).clusters).toEqual([[0]])
  })
})

test('columns are known by their names, and without those by what stands in them', () => {
  const rows = Array.from({ length: 40 }, (_, at) => [
    `x${at}`,
    `person${at}@example.com`,
    `19${60 + (at % 30)}-0${1 + (at % 9)}-11`,
    `+44 20 7946 0${100 + at}`,
    at % 2 ? 'gold' : 'silver',
    `${at} some words of ${at * 7}`,
    'Ada',
  ])
  const kinds = (header: string[]) => recogniseColumns(header, rows).map((field) => field?.kind)
  expect(kinds(['id', 'a', 'b', 'c', 'd', 'e', 'First Name']).slice(1)).toEqual([
    'email',
    'date',
    'phone',
    'category',
    'text',
    'given_name',
  ])
  const named = ['rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'address_2', 'suburb']
  expect(kinds(named).slice(1)).toEqual([
    'given_name',
    'surname',
    'house_number',
    'street',
    'place_line',
    'city',
  ])
})
