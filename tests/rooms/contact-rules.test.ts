import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  defaultContactRules,
  listSettingChanges,
  readContactRules,
  writeContactRules,
  writeSettings,
} from '#domain/settings/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 10, minute))

describeOnBoth('contact rules', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  test('an empty shop has the defaults, and a change keeps the rest', async () => {
    expect(await readContactRules(store.db)).toEqual(defaultContactRules)
    const changed = await writeContactRules(store.db, { smsMaxSegments: 2 }, 'stf_crm', at(0))
    expect(changed).toEqual({ ...defaultContactRules, smsMaxSegments: 2 })
    expect(await readContactRules(store.db)).toEqual(changed)
  })

  const cap = { channel: 'sms', purpose: 'all', limit: 2, hours: 168 } as const
  test.each<[string, object, string[]]>([
    ['a cap of nothing', { caps: [cap, { ...cap, hours: 24, limit: 0 }] }, ['caps.1.limit']],
    ['a cap over no time', { caps: [{ ...cap, hours: 0 }] }, ['caps.0.hours']],
    ['a channel that is none', { caps: [{ ...cap, channel: 'fax' }] }, ['caps.0.channel']],
    ['the same cap twice', { caps: [cap, { ...cap, limit: 5 }] }, ['caps.1']],
    ['a window of no hours', { quietHours: { from: 9, until: 9 } }, ['quietHours.until']],
    ['hours that are none', { quietHours: { from: 24, until: 30 } }, ['quietHours.from', 'quietHours.until']],
    [
      'more than half held out',
      { holdouts: { global: 51, associates: 0, journeys: -1 } },
      ['holdouts.global', 'holdouts.journeys'],
    ],
    [
      'a share finer than the hash',
      { holdouts: { global: 0.005, associates: 0, journeys: 0 } },
      ['holdouts.global'],
    ],
    ['fatigue without rest', { fatigue: { touches: 6, days: 60, restDays: 0 } }, ['fatigue.restDays']],
    ['an SMS of eleven segments', { smsMaxSegments: 11 }, ['smsMaxSegments']],
    ['no attempt', { maxAttempts: 0, giveUpHours: 1000 }, ['maxAttempts', 'giveUpHours']],
    ['a word for a number', { arbitrationMinutes: 'soon' }, ['arbitrationMinutes']],
    ['an unknown rule', { capz: [] }, ['']],
    ['nothing that is a change', [], ['']],
  ])('%s is refused with its field, and nothing is written', async (_name, patch, paths) => {
    const before = await readContactRules(store.db)
    const noted = await listSettingChanges(store.db, { limit: 100 })
    const refused = writeContactRules(store.db, patch, 'stf_crm', at(1))
    await expect(refused).rejects.toMatchObject({
      kind: 'bad-request',
      errors: paths.map((path) => expect.objectContaining({ path })),
    })
    expect(await readContactRules(store.db)).toEqual(before)
    expect(await listSettingChanges(store.db, { limit: 100 })).toEqual(noted)
  })

  test('hours over midnight, no cap at all and a third of a per cent are taken', async () => {
    const patch = {
      caps: [],
      quietHours: { from: 20, until: 2 },
      fatigue: null,
      holdouts: { global: 0.33, associates: 50, journeys: 0 },
    }
    expect(await writeContactRules(store.db, patch, null, at(2))).toMatchObject(patch)
    await writeContactRules(store.db, defaultContactRules, null, at(3))
  })

  test('every change of rules and of settings is noted: who, when, field, before and after', async () => {
    const { maxAttempts, giveUpHours } = defaultContactRules
    await writeContactRules(store.db, { maxAttempts: 5, giveUpHours }, 'stf_crm', at(10))
    await writeSettings(store.db, { shopName: 'Heron', greeting: 'Good day.' }, 'stf_admin', at(11))
    await writeSettings(store.db, { shopName: 'Heron' }, 'stf_admin', at(12)) // as it was
    const changes = await listSettingChanges(store.db, { limit: 3 })
    expect(changes.map(({ changeId, ...change }) => change)).toEqual([
      expect.objectContaining({ field: 'greeting', after: 'Good day.' }),
      {
        area: 'shop',
        field: 'shopName',
        before: 'Our shop',
        after: 'Heron',
        changedBy: 'stf_admin',
        changedAt: at(11).toISOString(),
      },
      {
        area: 'contact_rules',
        field: 'maxAttempts',
        before: maxAttempts,
        after: 5,
        changedBy: 'stf_crm',
        changedAt: at(10).toISOString(),
      },
    ])
    const ofRules = await listSettingChanges(store.db, { area: 'contact_rules', limit: 1 })
    expect(ofRules).toMatchObject([{ field: 'maxAttempts' }])
    const older = await listSettingChanges(store.db, { limit: 1, before: changes[1]?.changeId })
    expect(older).toMatchObject([{ field: 'maxAttempts' }])
  })

  test('of changes at once each is noted with what it found', async () => {
    const limits = [2, 3, 4, 5, 6, 7, 8, 9]
    await Promise.all(
      limits.map((limit) =>
        writeContactRules(store.db, { arbitrationMinutes: limit }, `stf_${limit}`, at(20)),
      ),
    )
    const changes = (await listSettingChanges(store.db, { area: 'contact_rules', limit: 8 })).filter(
      ({ field }) => field === 'arbitrationMinutes',
    )
    expect(changes).toHaveLength(8)
    // a chain: each one's before is another's after, but for the default that the first one found
    const found = changes.map(({ before }) => before)
    const left = changes.map(({ after }) => after)
    const { arbitrationMinutes } = await readContactRules(store.db)
    expect([...left, defaultContactRules.arbitrationMinutes].sort()).toEqual(
      [...found, arbitrationMinutes].sort(),
    )
  })

  test('a change that is rolled back is not noted', async () => {
    const noted = await listSettingChanges(store.db, { limit: 1 })
    const failing = inTransaction(store.db, async (tx) => {
      await writeContactRules(tx, { onePromotionADay: false }, 'stf_crm', at(30))
      throw new Error('power cut')
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(await listSettingChanges(store.db, { limit: 1 })).toEqual(noted)
    expect((await readContactRules(store.db)).onePromotionADay).toBe(true)
  })

  test('a rule that is no longer valid has its default, and the others stay', async () => {
    await writeContactRules(store.db, { maxAttempts: 7 }, null, at(40))
    const broken = JSON.stringify({ caps: [{ channel: 'fax' }], formerly: 1 })
    await store.db
      .withTables<{ settings: { key: string; value: string } }>()
      .updateTable('settings')
      .set(({ eb, ref }) => ({ value: eb(ref('value'), '||', broken) }))
      .where('key', '=', 'contact_rules')
      .execute()
    const rules = await readContactRules(store.db)
    expect(rules.caps).toEqual(defaultContactRules.caps)
    expect(rules.maxAttempts).toBe(7)
    expect(rules).not.toHaveProperty('formerly')
  })
})
