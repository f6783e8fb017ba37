import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { messagesOf } from '#domain/sandbox/index.ts'
import { writeContactRules } from '#domain/settings/index.ts'
import { findRow, type SendRequest } from '#orchestrator/index.ts'
import {
  createVirtualClock,
  type House,
  openHouse,
  reportOutbox,
  runUntil,
  type VirtualClock,
} from '#server/index.ts'
import { lockFolder, openStore, type Store } from '#store/index.ts'
import { createTestDatabase, describeOnBoth } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

const tenAtNight = new Date('2026-06-01T20:00:00Z') // in Berlin, where it is summer
const nineNextDay = '2026-06-02T07:00:00.000Z'
const signal = new AbortController().signal

describeOnBoth('a clock of its own', (open) => {
  let store: Store
  let house: House
  let clock: VirtualClock
  beforeAll(async () => {
    store = await open()
    clock = createVirtualClock(tenAtNight)
    const env = { LOG_LEVEL: 'silent', TWILIO_SMS_FROM: '+13035550100', SMTP_URL: 'smtp://127.0.0.1:1' }
    const quiet = { demo: false, model: null, embedder: null }
    house = await openHouse({ store, env, clock: clock.now, sandboxOnly: true, ...quiet })
    const holdouts = { global: 0, associates: 0, journeys: 0 }
    await writeContactRules(house.db, { holdouts, caps: [], onePromotionADay: false }, null, clock.now())
  })
  afterAll(() => house.close())

  let count = 0
  const somebody = async (address: { region?: string; country: string }, consent = true) => {
    const phone = address.country === 'DE' ? `+49151${5_550_000 + ++count}` : `+1212${5_550_000 + ++count}`
    const where = { line1: 'A', line2: undefined, city: 'B', postcode: '1', region: undefined, ...address }
    const input = { source: 'test', address: where, identifiers: [{ kind: 'phone' as const, value: phone }] }
    const { customerId } = await createCustomer(house.db, input, clock.now())
    const yes = { channel: 'sms', purpose: 'marketing', state: 'granted', source: 'test' } as const
    if (consent) await recordConsent(house.db, { customerId, ...yes, evidence: 'yes' }, clock.now())
    return { customerId, phone }
  }
  const ask = async (customerId: string, more: Partial<SendRequest> = {}) => {
    const request: SendRequest = {
      key: `key ${++count}`,
      kind: 'marketing',
      customerId,
      channels: ['sms'],
      sender: { type: 'journey', name: 'summer' },
      content: { text: 'The summer coats are here.', parts: [] },
      ...more,
    }
    const [outcome] = await house.outbox.request([request])
    return outcome?.outboxId ?? ''
  }
  const row = (outboxId: string) => findRow(house.db, outboxId)

  test('what is asked for at ten at night leaves when the window opens, to the second, on the sandbox’s phone', async () => {
    const [berlin, newYork, silent] = [
      await somebody({ country: 'DE' }),
      await somebody({ country: 'US', region: 'NY' }),
      await somebody({ country: 'DE' }, false),
    ]
    const asked = [await ask(berlin.customerId), await ask(newYork.customerId), await ask(silent.customerId)]
    expect(await Promise.all(asked.map(row))).toMatchObject([
      { state: 'held', gate: 'quiet_hours', dueAt: new Date(nineNextDay) },
      { state: 'queued' },
      { state: 'refused', gate: 'consent' },
    ])
    const evening = await runUntil(house, clock, new Date('2026-06-02T06:59:59Z'), { signal })
    expect(evening).toMatchObject({ dispatched: 1, failures: [] })
    expect(await row(asked[0] ?? '')).toMatchObject({ state: 'held', startedAt: null })
    const morning = await runUntil(house, clock, new Date('2026-06-03T00:00:00Z'), { signal })
    expect(morning).toMatchObject({ dispatched: 1, moments: 1, failures: [] })
    expect(await Promise.all(asked.map(row))).toMatchObject([
      { startedAt: new Date(nineNextDay), deliveredAt: new Date(nineNextDay), provider: 'sandbox' },
      { startedAt: tenAtNight, state: 'delivered', provider: 'sandbox' },
      { state: 'refused', startedAt: null },
    ])
    const onPhone = await messagesOf(house.db, { channel: 'sms', address: berlin.phone }, { limit: 5 })
    expect(onPhone).toHaveLength(1)
    const told = await reportOutbox(house.db, tenAtNight)
    expect(told.reduce((sum, { messages }) => sum + messages, 0)).toBe(3)
    expect(told).toContainEqual({
      state: 'refused',
      channel: 'sms',
      gate: 'consent',
      reason: 'never_asked',
      messages: 1,
    })
  })

  test('the moment at which it ends is still done', async () => {
    clock.set(new Date('2026-07-01T20:00:00Z'))
    const { customerId } = await somebody({ country: 'DE' })
    const outboxId = await ask(customerId)
    const opens = new Date('2026-07-02T07:00:00Z')
    expect(await runUntil(house, clock, opens, { signal })).toMatchObject({ dispatched: 1 })
    expect(await row(outboxId)).toMatchObject({ startedAt: opens })
  })

  test('over a change of the clock the window opens by the new time', async () => {
    clock.set(new Date('2026-10-24T20:00:00Z'))
    const { customerId } = await somebody({ country: 'DE' })
    const outboxId = await ask(customerId)
    await runUntil(house, clock, new Date('2026-10-25T12:00:00Z'), { signal })
    expect(await row(outboxId)).toMatchObject({ startedAt: new Date('2026-10-25T08:00:00Z') })
  })

  test('a STOP in the meantime is heard: held until the morning, all gates are asked again', async () => {
    clock.set(new Date('2026-11-02T21:00:00Z'))
    const { customerId } = await somebody({ country: 'DE' })
    const outboxId = await ask(customerId)
    await runUntil(house, clock, new Date('2026-11-03T02:00:00Z'), { signal })
    const no = { channel: 'sms', purpose: 'marketing', state: 'denied', source: 'words' } as const
    await recordConsent(house.db, { customerId, ...no, evidence: 'stop' }, clock.now())
    expect(await runUntil(house, clock, new Date('2026-11-04T00:00:00Z'), { signal })).toMatchObject({
      dispatched: 0,
    })
    expect(await row(outboxId)).toMatchObject({ state: 'refused', gate: 'consent', startedAt: null })
  })

  test('it can be stopped in the middle, and says where', async () => {
    clock.set(new Date('2026-12-01T00:00:00Z'))
    const stopping = new AbortController()
    const halfway = new Date('2026-12-02T00:00:00Z')
    const onMoment = (now: Date) => {
      if (now >= halfway) stopping.abort()
    }
    const run = await runUntil(house, clock, new Date('2026-12-09T00:00:00Z'), {
      signal: stopping.signal,
      onMoment,
    })
    expect(run.until).toEqual(halfway)
    expect(clock.now()).toEqual(halfway)
  })
})

describe('rapport run', () => {
  const run = (args: string[]) => runOn({} as Store, ['run', ...args])

  test.each([
    [[], 'run: say --days N, --until TIME or --for SPAN, one of them'],
    [
      ['--for', '3d', '--until', '2026-12-24T09:00Z'],
      'run: say --days N, --until TIME or --for SPAN, one of them',
    ],
    [['--until', 'tomorrow'], '--until: a time with its zone, such as 2026-12-24T09:00Z, not "tomorrow"'],
    [['--until', '2026-12-24T09:00'], 'not "2026-12-24T09:00"'],
    [['--until', '2026-02-31T25:00Z'], 'not "2026-02-31T25:00Z"'],
    [['--until', '2026-01-01T00:00Z'], '--until: 2026-01-01T00:00Z is over'],
    [['--for', '0d'], 'not "0d"'],
    [['--days', '0'], '--days: a whole number from 1 to 366, not "0"'],
    [['--days', '1.5'], 'not "1.5"'],
    [['--days', '3', '--for', '1d'], 'one of them'],
    [['--for', '367d'], 'at most 366d'],
    [['--for', '3 days'], 'not "3 days"'],
  ])('%j is refused in one line', async (args, line) => {
    const { code, out, err } = await run(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(line)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  const withEnv = async (env: Record<string, string>, work: () => Promise<void>) => {
    const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]))
    try {
      Object.assign(process.env, env)
      await work()
    } finally {
      for (const [name, value] of Object.entries(before))
        if (value === undefined) delete process.env[name]
        else process.env[name] = value
    }
  }

  test.skipIf(!process.env.TEST_DATABASE_URL)(
    'goes on where it ended, prints one document, and wants the database to itself',
    async () => {
      const { url, drop } = await createTestDatabase()
      const secret = 'a secret that is long enough for anything at all'
      const names = ['IDENTITY_SECRET', 'SERVER_SECRET', 'SUPPRESSION_KEY', 'LINK_KEY']
      const secrets = Object.fromEntries(names.map((name) => [name, secret]))
      try {
        await withEnv({ ...secrets, DATABASE_URL: url, DEMO: '0', LOG_LEVEL: '' }, async () => {
          const first = await run(['--for', '2h', '--json'])
          expect(first).toMatchObject({ code: 0, err: expect.not.stringContaining('Error') })
          expect(first.json()).toEqual({
            from: '2026-02-03T09:00:00.000Z',
            until: '2026-02-03T11:00:00.000Z',
            moments: 0,
            dispatched: 0,
            next: null,
            outbox: [],
            failures: [],
          })
          const second = await run(['--until', '2026-02-03T12:00Z'])
          expect(second.out).toContain('2026-02-03T11:00:00.000Z to 2026-02-03T12:00:00.000Z')
          expect(second.out).toContain('Nothing was to be sent.')
          const back = await run(['--until', '2026-02-03T11:30Z'])
          expect(back).toMatchObject({ code: 2, err: expect.stringContaining('went on to 2026-02-03T12:00') })
          const other = await openStore({ databaseUrl: url, poolSize: 1 })
          await sql`select 1`.execute(other.db)
          const beside = await run(['--for', '1h'])
          expect(beside).toMatchObject({ code: 2, err: expect.stringContaining('another Rapport') })
          await other.close()
        })
      } finally {
        await drop()
      }
    },
  )

  test('a folder that another process holds is left alone', async () => {
    const folder = temporaryFolder()
    const held = lockFolder(folder.path, new Date())
    await withEnv({ DATA_DIR: folder.path, DATABASE_URL: '' }, async () => {
      const { code, err } = await run(['--for', '1d'])
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is using') })
    })
    held.release()
    folder.remove()
  })
})
