import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { runOn } from '../support/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'rapport-taste-'))
let store: Store
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const run = (...args: string[]) => runOn(store, ['evaluate', ...args], '', folder)
const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)

/** Forty people go round a ring of twenty things; where they begin differs. Names of people are names of things. */
const ring = Array.from({ length: 40 }, (_, u) => [
  `${u}`,
  ...Array.from({ length: 7 }, (_, n) => `${(u + n) % 20}`),
])

test('the next item: whole sequences, pairs, commas and packed files are read alike', async () => {
  const forms = [
    ring.map((row) => row.join(' ')).join('\n'),
    ring.map((row) => row.join(',')).join('\r\n'),
    ring.flatMap(([user, ...items]) => items.map((item) => `${user} ${item}`)).join('\n'),
    gzipSync(`\n${ring.map((row) => row.join('\t')).join('\n')}\n\n`),
  ]
  for (const form of forms) {
    write('ring.txt', form)
    const done = await run('next-item', '--sequences', 'ring.txt', '--json')
    expect([done.code, done.err, done.json()]).toEqual([0, '', { hr10: 1, ndcg10: 1 }])
  }
  expect((await run('next-item', '--sequences', 'ring.txt')).out).toContain(
    '280 items of 40 users, 20 different; 40 users tested',
  )
})

test('a file of sequences that is none is refused in one line that says where', async () => {
  for (const [text, message] of [
    ['1 2 3\n4\n', 'wrong.txt: line 2: item: is missing after the user'],
    ['\n\n', 'wrong.txt: there is no user in it'],
    ['1 2 3\n2 5\n', 'wrong.txt: no user in it has three items'],
  ] as const) {
    write('wrong.txt', text)
    const done = await run('next-item', '--sequences', 'wrong.txt', '--json')
    expect(done).toMatchObject({ code: 2, out: '', err: `${message}\n` })
  }
  expect(await run('next-item', '--sequences', 'nowhere.txt')).toMatchObject({ code: 2 })
  expect(await run('next-item')).toMatchObject({ code: 2, err: expect.stringContaining('usage') })
})

const tastes = { train: [] as string[], test: [] as string[] }
for (let u = 0; u < 40; u++)
  for (let i = 0; i < 12; i++)
    tastes[(u * 7 + i * 5) % 6 === 0 ? 'test' : 'train'].push(
      `${u}\t${u % 2 ? 'x' : 'y'}${i}\t4\t88125094${i % 10}`,
    )

test('ratings: with a header or without, packed or not', async () => {
  write('test.tsv', tastes.test.join('\n'))
  for (const train of [
    tastes.train.join('\n'),
    `user_id\titem_id\trating\ttimestamp\r\n${tastes.train.join('\r\n')}\r\n`,
    gzipSync(tastes.train.join('\n').replaceAll('\t', ',')),
  ]) {
    write('train.tsv', train)
    const done = await run('ratings', '--train', 'train.tsv', '--test', 'test.tsv', '--json')
    expect([done.code, done.err]).toEqual([0, ''])
    const report: unknown = done.json()
    expect(report).toEqual({ ndcg10: expect.any(Number), coverage10: expect.any(Number) })
    expect(report).toMatchObject({ ndcg10: expect.closeTo(1, 6) })
  }
  const told = await run('ratings', '--train', 'train.tsv', '--test', 'test.tsv')
  expect(told.out).toContain('400 ratings of 40 users, 24 items; 40 users tested')
})

test('a user and an item that the training file does not know: the popular, and a miss', async () => {
  write('train.tsv', tastes.train.join('\n'))
  write('test.tsv', 'somebody\tx1\t5\t1\nsomebody\tnew\t5\t1\n')
  const done = await run('ratings', '--train', 'train.tsv', '--test', 'test.tsv', '--json')
  const { ndcg10, coverage10 } = done.json() as { ndcg10: number; coverage10: number }
  expect(ndcg10).toBeLessThan(0.7)
  expect(coverage10).toBeCloseTo(10 / 24)
})

test('a file of ratings that is none is refused in one line that says where', async () => {
  write('good.tsv', tastes.train.join('\n'))
  for (const [text, message] of [
    ['1\t2\t5\t9\n1\t3\tgood\t9\n', 'wrong.tsv: line 2: rating: "good" is no number'],
    ['1\t2\t5\t9\n1\t\t5\t9\n', 'wrong.tsv: line 2: item: is missing'],
    ['1\t2\t5\t9\n1\t2\n', 'wrong.tsv: line 2: rating: is missing'],
    ['1\t2\t5\t9\n1\t2\t5\tnoon\n', 'wrong.tsv: line 2: time: "noon" is no number'],
    ['1\t2\t5\t9\t9\n', 'wrong.tsv: line 1: has 5 fields, not user, item, rating and time'],
    ['user\titem\trating\ttime\n', 'wrong.tsv: there is no rating in it'],
  ] as const) {
    write('wrong.tsv', text)
    const done = await run('ratings', '--train', 'wrong.tsv', '--test', 'good.tsv', '--json')
    expect(done).toMatchObject({ code: 2, out: '', err: `${message}\n` })
    const other = await run('ratings', '--train', 'good.tsv', '--test', 'wrong.tsv', '--json')
    expect(other).toMatchObject({ code: 2, out: '', err: `${message}\n` })
  }
  expect(await run('ratings', '--train', 'good.tsv')).toMatchObject({ code: 2 })
})
