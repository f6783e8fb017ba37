import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  customerInput,
  customerView,
  findByIdentifier,
  searchCustomers,
  updateCustomer,
  upsertCustomers,
} from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')

describeOnBoth('customers found as one types', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
    const people = [
      { userId: 'web-17', email: 'anna.smith@one.example', name: 'Anna Smith' },
      { email: 'jl@two.example', phone: '+44 20 7946 0958', name: 'Jean-Luc Müller' },
      { userId: 'Web-18', loyaltyNumber: 'GOLD 77', name: 'Smithson O’Neill' },
      { email: 'noname@three.example' },
    ]
    await upsertCustomers(
      store.db,
      people.map((each) => customerInput.parse(each)),
      'test',
      now,
    )
    const many = Array.from({ length: 60 }, (_, i) => ({
      userId: `many-${i}`,
      email: `many${i}@many.example`,
      name: `Many Person ${i}`,
    }))
    await upsertCustomers(
      store.db,
      many.map((each) => customerInput.parse(each)),
      'test',
      now,
    )
  })
  afterAll(() => store.close())

  const names = async (text: string) =>
    (await searchCustomers(store.db, { text, limit: 20 })).rows.map(({ name }) => name).sort()

  test('by any word of the name, from its beginning, whatever its accents and case', async () => {
    expect(await names('smith')).toEqual(['Anna Smith', 'Smithson O’Neill'])
    expect(await names('SMITHS')).toEqual(['Smithson O’Neill'])
    expect(await names('muller')).toEqual(['Jean-Luc Müller'])
    expect(await names('Müll')).toEqual(['Jean-Luc Müller'])
    expect(await names('luc')).toEqual(['Jean-Luc Müller'])
    expect(await names('jean-l')).toEqual(['Jean-Luc Müller'])
    expect(await names('mith')).toEqual([])
  })

  test('by several words at once, of the name or of an identifier', async () => {
    expect(await names('smi ann')).toEqual(['Anna Smith'])
    expect(await names('smith anna.smith@one')).toEqual(['Anna Smith'])
    expect(await names('anna o’neill')).toEqual([])
  })

  test('by the beginning of an identifier, as it is usually written', async () => {
    expect(await names('ANNA.SMITH@ONE')).toEqual(['Anna Smith'])
    expect(await names('+44 (20) 79')).toEqual(['Jean-Luc Müller'])
    expect(await names('0044 20 79')).toEqual(['Jean-Luc Müller'])
    expect(await names('web-1')).toEqual(['Anna Smith', 'Smithson O’Neill'])
    expect(await names('gold77')).toEqual(['Smithson O’Neill'])
    expect(await names('noname@')).toEqual([null])
  })

  test('signs that mean something to SQL mean themselves', async () => {
    for (const text of ['%', '_', "'; drop table customers; --", '\\', '\0', '\u{10FFFF}']) {
      if (text.trim().replaceAll('\0', '') === '') continue
      expect(await names(text)).toEqual([])
    }
  })

  test('a person is one line, with name, the identifiers that tell most, and when last seen', async () => {
    const { rows } = await searchCustomers(store.db, { text: 'anna', limit: 20 })
    const anna = await findByIdentifier(store.db, 'email', 'anna.smith@one.example')
    expect(rows).toEqual([
      {
        rootId: anna?.customerId,
        name: 'Anna Smith',
        identifiers: [
          { kind: 'email', value: 'anna.smith@one.example' },
          { kind: 'user_id', value: 'web-17' },
        ],
        createdAt: now,
        lastSeenAt: now,
      },
    ])
  })

  test('page by page everybody comes once; without text the newest first', async () => {
    for (const text of ['many', '']) {
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page = await searchCustomers(store.db, { text, limit: 7, cursor })
        expect(page.rows.length).toBeLessThanOrEqual(7)
        found.push(...page.rows.map(({ rootId }) => rootId))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(found).toHaveLength(text === '' ? 64 : 60)
      expect(new Set(found).size).toBe(found.length)
    }
    for (const cursor of ['nonsense', '{}', '[1,2]', '["a"]'])
      await expect(searchCustomers(store.db, { text: 'a', limit: 5, cursor })).rejects.toMatchObject({
        kind: 'bad-request',
      })
  })

  test('a new name is found, and the old one no more', async () => {
    const anna = await findByIdentifier(store.db, 'user_id', 'web-17')
    const id = anna?.customerId ?? ''
    expect(await updateCustomer(store.db, id, { name: 'Anna Ferrer' }, now)).toBe(true)
    expect(await updateCustomer(store.db, id, { name: 'Anna Ferrer' }, now)).toBe(false)
    expect(await updateCustomer(store.db, id, {}, now)).toBe(false)
    expect(await names('ferrer')).toEqual(['Anna Ferrer'])
    expect(await names('smith')).toEqual(['Smithson O’Neill'])
    expect(await names('web-17')).toEqual(['Anna Ferrer'])
    const address = {
      line1: '1 Road',
      line2: undefined,
      city: 'T',
      region: undefined,
      postcode: '1',
      country: 'DE',
    }
    expect(await updateCustomer(store.db, id, { address, locale: 'de' }, now)).toBe(true)
    expect(await customerView(store.db, id)).toMatchObject({
      name: 'Anna Ferrer',
      locale: 'de',
      address: { line1: '1 Road' },
    })
  })
})
