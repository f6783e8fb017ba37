import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { sparseSet } from '../support/misspelt-sets.ts'
import { pairAccuracy } from '../support/pair-accuracy.ts'
import { runOn } from '../support/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'rapport-evaluate-'))
const set = sparseSet({ people: 120, hardness: 0.8, changed: 0, seed: 61 })
const csv = [set.header, ...set.rows].map((row) => row.join(',')).join('\n')

describe('rapport evaluate identity', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const evaluate = (content: string | Buffer, ...more: string[]) => {
    writeFileSync(join(folder, 'people.csv'), content)
    return runOn(store, ['evaluate', 'identity', '--records', 'people.csv', ...more], '', folder)
  }

  test('prints clusters, pairs and milliseconds, every record once', async () => {
    const { code, out, err } = await evaluate(csv, '--json')
    expect([code, err]).toEqual([0, ''])
    const answer = JSON.parse(out)
    expect(Object.keys(answer)).toEqual(['clusters', 'pairs', 'ms'])
    const clusters: string[][] = answer.clusters
    const place = new Map(set.rows.map((row, at) => [row[0], at]))
    expect(clusters.flat().sort()).toEqual([...place.keys()].sort())
    const pairs = clusters.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
    expect(answer.pairs).toBe(pairs)
    expect(answer.ms).toBeGreaterThan(0)
    const places = clusters.map((cluster) => cluster.map((id) => place.get(id) ?? -1))
    expect(pairAccuracy(places, set.truth).f1).toBeGreaterThan(0.97)
  })

  test('reads a packed file, tabs, a byte order mark and spaces after commas all the same', async () => {
    const { clusters } = JSON.parse((await evaluate(csv, '--json')).out)
    for (const same of [
      gzipSync(csv),
      csv.replaceAll(',', '\t'),
      `\u{FEFF}${csv.replaceAll(',', ', ')}\r\n\r\n`,
      csv.replaceAll('\n', '\r\n'),
    ])
      expect(JSON.parse((await evaluate(same, '--json')).out).clusters).toEqual(clusters)
  })

  test('says to a person what it took the columns for and whom it found', async () => {
    const { code, out } = await evaluate(csv)
    expect(code).toBe(0)
    expect(out).toContain(
      'first_name (given_name), surname (surname), dob (date), city (city), email (email)',
    )
    expect(out).toMatch(/\d+ records are \d+ people/)
    expect(out).toMatch(/and \d+ more; --json lists them all/)
  })

  test.each([
    ['', 'people.csv: there is nothing in it'],
    ['id\n1', 'people.csv: line 1: the header has one column; the id comes first'],
    ['id,name', 'people.csv: line 2: there is no record after the header'],
    ['id,name\n1,Ada\n2', 'people.csv: line 3: has 1 fields, the header has 2'],
    ['id,name\n1,Ada\n,Bob', 'people.csv: line 3: id: is empty'],
    ['id,name\n1,Ada\n1,Bob', 'people.csv: line 3: id: the same as on line 2'],
    ['id,name\n1,\n2, ', 'people.csv: line 1: there is no column to compare'],
    ['id,cluster\n1,a\n2,a', 'people.csv: line 1: there is no column to compare'],
  ])('a bad file is one clear line: %j', async (content, line) => {
    expect(await evaluate(content, '--json')).toMatchObject({ code: 2, out: '', err: `${line}\n` })
  })

  test('no file, or none of that name', async () => {
    const none = await runOn(store, ['evaluate', 'identity'], '', folder)
    expect(none).toMatchObject({ code: 2, err: 'usage: rapport evaluate identity --records FILE.csv\n' })
    const absent = await runOn(store, ['evaluate', 'identity', '--records', 'nobody.csv'], '', folder)
    expect(absent).toMatchObject({ code: 2, err: 'nobody.csv: there is no such file\n' })
  })
})
