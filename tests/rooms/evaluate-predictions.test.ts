import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PredictionReport } from '#domain/segments/index.ts'
import { projectRoot, type Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { runOn } from '../support/run-command.ts'

const data = join(projectRoot, '..', 'shared', 'data', 'purchases')
const absent = !existsSync(data)
/** Of Fader, Hardie and Lee 2005, for a tenth of CDNOW's customers; weeks. */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

let store: Store
let folder: string
beforeAll(async () => {
  if (absent && process.env.CI === 'true') throw new Error('CI needs ../shared/data/purchases')
  store = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'purchases-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await store.close()
})

type Report = PredictionReport & { guests: number }
const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'bgNbd' in value && 'guests' in value
const reportOf = (value: unknown): Report => {
  if (!isReport(value)) throw new Error('that is no report')
  return value
}

const evaluate = (file: string, ...more: string[]) =>
  runOn(store, ['evaluate', 'predictions', '--purchases', file, ...more])

test.skipIf(absent)(
  'CDNOW: 39 weeks to learn from, 39 to be tested on',
  async () => {
    const done = await evaluate(join(data, 'cdnow.txt'), '--json')
    expect(done).toMatchObject({ code: 0, err: '' })
    const report = reportOf(done.json())
    expect(report).toMatchObject({ customers: 23_570, from: '1997-01-01', until: '1998-06-30' })
    expect(report.test).toMatchObject({ customers: 23_570, calibrationDays: 273, holdoutDays: 273 })
    const { model, sameRate, average } = report.test.purchases
    expect(model).toBeLessThan(sameRate)
    expect(model).toBeLessThan(average)
    expect(report.test.valueBeats).toBe(true)
    expect(report.bgNbd.converged && report.bgNbd.atOptimum).toBe(true)
    for (const [name, { down, up }] of Object.entries(report.bgNbd.moved)) {
      expect(down, `${name} −1%`).toBeLessThan(0)
      expect(up, `${name} +1%`).toBeLessThan(0)
    }
    // a tenth of the customers gave the published ones; those of all must be near
    for (const [name, value] of Object.entries(published))
      expect(Math.abs(Math.log(Reflect.get(report.bgNbd, name) / value)), name).toBeLessThan(0.25)
  },
  120_000,
)

test.skipIf(absent)(
  'Online Retail: who buys within 30 days, on a later month',
  async () => {
    const done = await evaluate(join(data, 'online-retail-2009.tsv.gz'), '--json')
    const report = reportOf(done.json())
    expect(report.guests).toBeGreaterThan(100_000)
    if (!report.buys30.ok) throw new Error(report.buys30.reason)
    const { trained, calibrated, tested, quality, baselines, better } = report.buys30.backtest
    expect(trained.until + 30).toBeLessThanOrEqual(tested.day)
    expect(calibrated.day + 30).toBeLessThanOrEqual(tested.day)
    expect(quality.auc).toBeGreaterThan(0.7)
    expect(quality.auc).toBeGreaterThan(baselines.simple.auc)
    expect(quality.calibrationError).toBeLessThan(0.04)
    expect(quality.brier).toBeLessThan(Math.min(baselines.simple.brier, baselines.everybody.brier))
    expect(better).toBe(true)
  },
  120_000,
)

test('a file that is no list of purchases is refused in one line that says where', async () => {
  const wrong: [string, string][] = [
    ['00001 19970101 1\n', 'line 1: line: has 3 fields, not 4'],
    ['00001 19970101 1 2.00\n00001 19971301 1 2.00\n', 'line 2: date: "19971301" is no day as YYYYMMDD'],
    ['00001 19970101 1 much\n', 'line 1: amount: "much" is no amount'],
    ['1\tp\td\tmany\t1259653500\t6.95\t13085\tUK\n', 'line 1: quantity: "many" is no whole number'],
    ['\n', 'there is no purchase in it'],
  ]
  for (const [text, message] of wrong) {
    const file = join(folder, 'wrong.txt')
    writeFileSync(file, text)
    expect(await evaluate(file)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
  }
  expect(await evaluate(join(folder, 'nowhere.txt'))).toMatchObject({ code: 2 })
  expect(await runOn(store, ['evaluate', 'predictions'])).toMatchObject({ code: 2 })
  expect(await evaluate(join(folder, 'wrong.txt'), '--holdout-weeks', 'few')).toMatchObject({ code: 2 })
})

test('a short list is cut in half, and what it cannot tell is said', async () => {
  const file = join(folder, 'short.txt')
  const lines = Array.from(
    { length: 40 },
    (_, i) => `${i % 20} 199701${String(1 + (i % 28)).padStart(2, '0')} 1 ${i}.50`,
  )
  writeFileSync(file, `customer date number value\n${lines.join('\n')}\n`)
  const done = await evaluate(file, '--json')
  expect(done.code).toBe(0)
  const report = reportOf(done.json())
  expect(report.test).toMatchObject({ calibrationDays: 14, holdoutDays: 14 })
  expect(report.buys30).toMatchObject({ ok: false, reason: expect.stringMatching(/^not enough data/) })
  expect((await evaluate(file)).out).toContain('not enough data')
})
