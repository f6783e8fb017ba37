import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkApiKey,
  createApiKey,
  defaultSettings,
  listApiKeys,
  publicKey,
  readNote,
  readSettings,
  revokeApiKey,
  writeNote,
  writeSettings,
} from '#domain/settings/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')

describeOnBoth('settings', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  test('an empty database has the defaults, and a change keeps the rest', async () => {
    expect(await readSettings(store.db)).toEqual(defaultSettings)
    const changed = await writeSettings(store.db, { greeting: 'Good day.\0' }, null, now)
    expect(changed).toEqual({ ...defaultSettings, greeting: 'Good day.' })
    expect(await readSettings(store.db)).toEqual(changed)
  })

  test('changes of different settings at once all stay', async () => {
    await Promise.all([
      writeSettings(store.db, { shopName: 'Heron' }, null, now),
      writeSettings(store.db, { brandVoice: 'Dry.' }, null, now),
      writeSettings(store.db, { queueTimeoutSeconds: 77 }, null, now),
    ])
    expect(await readSettings(store.db)).toMatchObject({
      shopName: 'Heron',
      brandVoice: 'Dry.',
      queueTimeoutSeconds: 77,
    })
  })

  test('a wrong setting is refused with its path, and nothing is written', async () => {
    const before = await readSettings(store.db)
    const hours = [{ open: '25:00', close: '26:61' }, null, null, null, null, null, null]
    const origins = ['https://shop.example', 'shop.example', 'https://shop.example/path']
    const wrong = {
      shopName: '',
      timeZone: 'Moon/Sea',
      locale: 'x',
      hours,
      origins,
      checkoutUrlTemplate: 'javascript:x',
    }
    const { shopName, ...meaningless } = wrong
    const paths = (patch: object) =>
      writeSettings(store.db, patch, null, now).then(
        () => [],
        (problem) => problem.errors.map((error: { path: string }) => error.path),
      )
    expect(await paths({ shopName })).toEqual(['shopName'])
    expect(await paths(meaningless)).toEqual([
      'timeZone',
      'locale',
      'hours.0.open',
      'hours.0.close',
      'origins.1',
      'origins.2',
      'checkoutUrlTemplate',
    ])
    expect(await readSettings(store.db)).toEqual(before)
  })

  test('a note is kept, changed and removed', async () => {
    expect(await readNote(store.db, 'demo')).toBeUndefined()
    await writeNote(store.db, 'demo', { seed: 1 }, now)
    await inTransaction(store.db, (tx) => writeNote(tx, 'demo', { seed: 2 }, now))
    expect(await readNote(store.db, 'demo')).toEqual({ seed: 2 })
    await writeNote(store.db, 'demo', undefined, now)
    expect(await readNote(store.db, 'demo')).toBeUndefined()
  })

  test('a key opens what it is for until it is revoked', async () => {
    const secret = await createApiKey(store.db, 'secret', 'Till', now)
    const shown = await createApiKey(store.db, 'public', 'Site', now)
    expect(await checkApiKey(store.db, secret.key)).toBe('secret')
    expect(await checkApiKey(store.db, shown.key)).toBe('public')
    expect(await publicKey(store.db)).toBe(shown.key)
    expect(await revokeApiKey(store.db, shown.key, now)).toBe(true)
    expect(await revokeApiKey(store.db, secret.keyId, now)).toBe(true)
    expect(await revokeApiKey(store.db, secret.keyId, now)).toBe(false)
    expect(await revokeApiKey(store.db, 'sk_nothing', now)).toBe(false)
    expect(await checkApiKey(store.db, secret.key)).toBeNull()
    expect(await publicKey(store.db)).toBeNull()
  })

  test('a list shows neither a secret nor anything that opens as one', async () => {
    const { key, keyId } = await createApiKey(store.db, 'secret', 'Till', now)
    const rows = await listApiKeys(store.db)
    expect(rows.find((row) => row.keyId === keyId)).toMatchObject({
      label: 'Till',
      kind: 'secret',
      revokedAt: null,
    })
    expect(JSON.stringify(rows)).not.toContain(key)
    for (const row of rows) {
      if (row.kind === 'secret') expect(await checkApiKey(store.db, row.hint)).toBeNull()
      expect(await checkApiKey(store.db, row.keyId)).toBeNull()
    }
    for (const nonsense of ['', '\0', 'pk_', 'sk_\ud800'])
      expect(await checkApiKey(store.db, nonsense)).toBeNull()
  })
})
