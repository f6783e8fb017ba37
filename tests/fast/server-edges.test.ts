import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { defaultSettings } from '#domain/settings/index.ts'
import { cleanText } from '#inbound/index.ts'
import { readBatch } from '../../server/batch.ts'
import { readConfig } from '../../server/config.ts'
import { createQueues } from '../../server/in-order.ts'
import { createLog } from '../../server/log.ts'
import { mayEmbed, normaliseOrigin, ownOrigins } from '../../server/origins.ts'
import { mayDo, policy } from '../../server/policy.ts'
import { createRateLimits } from '../../server/rate-limits.ts'
import { readSecrets } from '../../server/secrets.ts'

function problemOf(work: () => unknown): Problem {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('no problem was thrown')
}

describe('the text of a message', () => {
  test('10,000 characters pass, one more is too large and says so', () => {
    expect(cleanText('x'.repeat(10_000))).toHaveLength(10_000)
    const problem = problemOf(() => cleanText('x'.repeat(10_001)))
    expect(problem.kind).toBe('too-large')
    expect(problem.errors?.[0]?.message).toContain('10,001')
  })

  test('control characters go, tabs and line ends stay', () => {
    expect(cleanText('a\u0000b\u001b[31m\tc\r\nd\u202e')).toBe('ab[31m\tc\nd')
  })

  test('what is empty, or nothing but control characters, is refused', () => {
    for (const text of ['', '  \n\t', '\u0000\u0007'])
      expect(problemOf(() => cleanText(text)).kind).toBe('bad-request')
  })

  // every UTF-16 unit, control characters and half surrogates often
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xa0 }),
    fc.integer({ min: 0xd7f0, max: 0xe010 }),
    fc.integer({ min: 0, max: 0xffff }),
  )
  const anyText = fc.array(unit, { minLength: 1 }).map((units) => String.fromCharCode(...units))

  test('any text is refused, or stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let cleaned: string
        try {
          cleaned = cleanText(text)
        } catch (error) {
          expect(error).toBeInstanceOf(Problem)
          return
        }
        expect(cleanText(cleaned)).toBe(cleaned)
        for (const control of ['\u0000', '\u0007', '\u001b']) expect(cleaned).not.toContain(control)
      }),
    )
  })
})

describe('origins', () => {
  const settings = { ...defaultSettings, origins: ['https://shop.example', 'https://*.brand.example'] }

  test('the shop’s list, its subdomains where a star says so, and our own pages', () => {
    const own = ownOrigins('https://chat.example', 'localhost:3000')
    const allowed = [
      'https://shop.example',
      'https://www.brand.example',
      'https://chat.example',
      'http://localhost:3000',
      undefined,
    ]
    for (const origin of allowed) expect(mayEmbed(origin, own, settings), `${origin}`).toBe(true)
  })

  test('nobody else, however alike', () => {
    const refused = [
      'https://evil.example',
      'http://shop.example',
      'https://shop.example.evil.example',
      'https://evilbrand.example',
      'https://brand.example.evil.example',
      'https://brand.example',
      'null',
    ]
    for (const origin of refused) expect(mayEmbed(origin, [], settings), origin).toBe(false)
  })

  test('an entry is taken in its normal form or not at all', () => {
    expect(normaliseOrigin('HTTPS://Shop.example/')).toBe('https://shop.example')
    expect(normaliseOrigin('https://*.shop.example')).toBe('https://*.shop.example')
    for (const bad of [
      'shop.example',
      'https://shop.example/path',
      'javascript:alert(1)',
      'https://*.com',
      'https://u@shop.example',
    ])
      expect(normaliseOrigin(bad), bad).toBeNull()
  })
})

describe('limits', () => {
  test('a burst of twenty messages, then one a second with the seconds to wait', async () => {
    const limits = createRateLimits()
    for (let i = 0; i < 20; i++) await limits.consume('message', 'a')
    const refusal = await limits.consume('message', 'a').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Problem)
    expect(refusal).toMatchObject({ kind: 'too-many-requests', retryAfterSeconds: 1 })
    await limits.consume('message', 'another visitor')
  })
})

describe('batches', () => {
  const entry = z.object({ id: z.string(), quantity: z.int() })

  test('the good entries load and the bad ones are named by line and field', () => {
    const lines = '{"id":"a","quantity":1}\n\nnot json\n{"id":"b","quantity":"two"}\n'
    expect(readBatch(lines, 'stock', entry)).toEqual({
      read: 3,
      good: [{ id: 'a', quantity: 1 }],
      bad: [
        { line: 3, field: '', message: 'is not valid JSON' },
        { line: 4, field: 'quantity', message: expect.stringContaining('number') },
      ],
    })
  })

  test('a body without the list is a problem', () => {
    for (const body of [{}, { other: [] }, null, 3, { stock: {} }])
      expect(problemOf(() => readBatch(body, 'stock', entry)).kind).toBe('bad-request')
  })
})

describe('works in order', () => {
  test('those of one key never overlap, and a failure does not stop the next', async () => {
    const inOrder = createQueues()
    const seen: string[] = []
    const work = (name: string, fails = false) =>
      inOrder('key', async () => {
        seen.push(`${name} begins`)
        await new Promise((resolve) => setImmediate(resolve))
        seen.push(`${name} ends`)
        if (fails) throw new Error(name)
        return name
      })
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })
})

describe('logs', () => {
  test('texts, e-mails and the messages of errors never get in', () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => lines.push(line) })
    const error = Object.assign(new Error('ada@example.com wrote: help'), {
      code: '23505',
      detail: 'ada@example.com',
    })
    log.error(
      {
        error,
        email: 'ada@example.com',
        text: 'help',
        nested: { name: 'Ada' },
        requestId: 'req_1',
        turns: 3,
      },
      'unforeseen',
    )
    expect(lines.join('')).not.toMatch(/ada|help/i)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'unforeseen',
      requestId: 'req_1',
      turns: 3,
      error: { name: 'Error', code: '23505' },
    })
  })
})

describe('configuration', () => {
  test('a wrong variable is named', () => {
    expect(() => readConfig({ PUBLIC_URL: 'shop.example' })).toThrow(/PUBLIC_URL/)
    expect(() => readConfig({ LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL/)
  })

  test('with a server a missing or short secret is an error, in memory one is made', () => {
    expect(() => readSecrets(readConfig({}), undefined, true)).toThrow(/IDENTITY_SECRET and SERVER_SECRET/)
    expect(() => readSecrets(readConfig({ IDENTITY_SECRET: 'short' }), 'memory', false)).toThrow(
      /32 characters/,
    )
    const made = readSecrets(readConfig({}), 'memory', false)
    expect(made.identity).not.toBe(made.server)
    expect(made.identity.length).toBeGreaterThanOrEqual(32)
  })
})

test('only admins manage accounts and keys, and no role but an admin’s may do everything', () => {
  for (const operation of [
    'listStaff',
    'addStaff',
    'changeStaff',
    'listKeys',
    'createKey',
    'revokeKey',
  ] as const)
    expect(policy[operation]).toEqual(['admin'])
  expect(mayDo(['crm'], 'readConversation')).toBe(false)
  expect(mayDo(['associate'], 'writeSettings')).toBe(false)
  expect(mayDo([], 'readSession')).toBe(false)
})
