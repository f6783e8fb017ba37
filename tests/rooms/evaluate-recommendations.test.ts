import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { runOn } from '../support/run-command.ts'

let store: Store
let folder: string
beforeAll(async () => {
  store = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'evaluate-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await store.close()
})

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return name
}
const rows = (...lines: (string | number)[][]) => lines.map((line) => line.join('\t')).join('\n')
const nextClick = (train: string, test: string, ...more: string[]) =>
  runOn(store, ['evaluate', 'next-click', '--train', train, '--test', test, ...more], '', folder)
const baskets = (orders: string, ...more: string[]) =>
  runOn(store, ['evaluate', 'baskets', '--orders', orders, ...more], '', folder)

const HEADER = ['SessionId', 'ItemId', 'Time']
/** Three round trips through the shop, each of four clicks, again and again. */
const tours = (from: number, sessions: number) =>
  Array.from({ length: sessions }, (_, n) => n + from).flatMap((s) =>
    [0, 1, 2, 3].map((step) => [`s${s}`, `tour ${s % 3} stop ${step}`, 1_600_000_000 + s * 600 + step * 30]),
  )

test('the next click of tours that everybody takes is foretold', async () => {
  const train = file('train.tsv', rows(HEADER, ...tours(0, 300)))
  const test = file('test.tsv', rows(HEADER, ...tours(300, 30)))
  const done = await nextClick(train, test, '--json')
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.json()).toEqual({
    hr20: 1,
    mrr20: 1,
    coverage20: 1, // there are twelve items
    us: { p50: expect.any(Number), p90: expect.any(Number) },
  })
  const told = await nextClick(train, test)
  expect(told.out).toContain('90 clicks in 30 sessions, 12 items')
})

test('columns in any order, gzip, dates and milliseconds are read; an unknown item is a miss', async () => {
  const clicks = tours(0, 60).map(([session, item, at]) => [
    new Date(Number(at) * 1000).toISOString(),
    'web',
    item ?? '',
    session ?? '',
  ])
  const train = file('dates.tsv.gz', gzipSync(rows(['time', 'channel', 'ItemId', 'SessionId'], ...clicks)))
  // later clicks stand first: the time decides; the last click is on something new
  const test = file(
    'odd.tsv',
    rows(
      HEADER,
      ['x', 'never seen', 1_700_000_003_000],
      ['x', 'tour 1 stop 1', 1_700_000_002_000],
      ['x', 'tour 1 stop 0', 1_700_000_001_000],
      ['alone', 'tour 1 stop 0', 1_700_000_001_000],
    ),
  )
  const done = await nextClick(train, test, '--json')
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.json()).toMatchObject({ hr20: 0.5, mrr20: 0.5 })
  expect((await nextClick(train, test)).out).toContain('2 clicks in 1 sessions') // one click alone is none
})

const good = rows(HEADER, ...tours(0, 10))
test.each([
  ['no column', rows(['SessionId', 'Time'], ['a', 1]), 'line 1: ItemId: there is no such column'],
  ['no header', rows(['a', 'b', 1], ['a', 'c', 2]), 'line 1: SessionId: there is no such column'],
  ['no time', `${good}\n${rows(['a', 'b', 'soon'])}`, 'line 42: Time: "soon" is no time'],
  ['a field too few', `${good}\n${rows(['a', 'b'])}`, 'line 42: Time: is missing'],
  ['empty', '', 'there is no click in it'],
  ['a header alone', rows(HEADER), 'there is no click in it'],
])('clicks that cannot be read: %s', async (_, content, says) => {
  const bad = file('bad.tsv', content)
  const fine = file('good.tsv', good)
  const asTrain = await nextClick(bad, fine, '--json')
  expect(asTrain).toMatchObject({ code: 2, out: '' })
  expect(asTrain.err).toContain(`bad.tsv: ${says}`)
  expect((await nextClick(fine, bad, '--json')).err).toContain(`bad.tsv: ${says}`)
})

test('clicks: a file that is absent, an option left out, nothing to ask', async () => {
  const fine = file('good.tsv', good)
  expect(await nextClick('nowhere.tsv', fine)).toMatchObject({ code: 2 })
  expect((await runOn(store, ['evaluate', 'next-click', '--train', fine], '', folder)).code).toBe(2)
  const single = file('single.tsv', rows(HEADER, ['a', 'b', 1], ['c', 'd', 1]))
  const done = await nextClick(fine, single)
  expect(done).toMatchObject({ code: 2 })
  expect(done.err).toContain('no session in it has two clicks')
})

const DAY = 86_400
const line = (invoice: number, product: string, quantity: number, at: number, customer: string) => [
  invoice,
  product,
  product.toUpperCase(),
  quantity,
  at,
  1.5,
  customer,
  'France',
]
/** Everybody buys cup with tea or jam with bread, once a week. */
const weekly = (weeks: number) =>
  Array.from({ length: weeks }, (_, week) => week).flatMap((week) =>
    ['al', 'bo', 'cy', ''].flatMap((customer, n) => {
      const invoice = week * 10 + n
      const at = 1_260_000_000 + week * 7 * DAY + n
      const pair = n % 2 === 0 ? ['tea', 'cup'] : ['jam', 'bread']
      return pair.map((product) => line(invoice, product, 2, at, customer))
    }),
  )

test('what is bought together and next is told from orders, returns left out', async () => {
  const returned = line(9999, 'tea', -2, 1_260_000_000 + 20 * 7 * DAY, 'al')
  const orders = file('orders.tsv.gz', gzipSync(rows(...weekly(20), returned)))
  const done = await baskets(orders, '--days', '20', '--json')
  expect(done).toMatchObject({ code: 0, err: '' })
  expect(done.json()).toEqual({ boughtTogetherHit10: 1, nextBasketNdcg10: 1 })
  const told = await baskets(orders, '--days', '20')
  expect(told.out).toContain('(9 orders)') // three weeks of three customers
  expect(told.out).toContain('(3 customers)')
})

const fine = rows(...weekly(10))
test.each([
  ['a field too few', `${fine}\n1\ttea\tTEA`, 'line 81: has 3 fields with tabs between, not 8'],
  [
    'a quantity',
    `${fine}\n${rows(['7', 'tea', 'TEA', 'two', 1, 1, 'al', 'FR'])}`,
    'line 81: quantity: "two" is no number',
  ],
  ['a time', `${fine}\n${rows(['7', 'tea', 'TEA', 2, '', 1, 'al', 'FR'])}`, 'line 81: time: "" is no number'],
  ['no product', rows(['7', '', 'TEA', 2, 5, 1, 'al', 'FR']), 'line 1: product: is missing'],
  ['empty', '', 'there is no order in it'],
  ['all of it new', fine, 'every order is within the last 1000 days'],
])('orders that cannot be read: %s', async (_, content, says) => {
  const done = await baskets(file('bad.tsv', content), '--json', '--days', '1000')
  expect(done).toMatchObject({ code: 2, out: '' })
  expect(done.err).toContain(`bad.tsv: ${says}`)
})

test('the days are a whole number', async () => {
  for (const days of ['0', 'many', '2.5'])
    expect((await baskets(file('fine.tsv', fine), '--days', days)).err).toContain('--days')
})
