import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createCustomer,
  customerInput,
  erasePerson,
  findByIdentifier,
  householdOf,
  membersOf,
  mergeCustomers,
  refreshHouseholds,
  unmergeCustomers,
  updateCustomer,
  upsertCustomers,
} from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

describeOnBoth('households', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const write = (name: string, line1: string, postcode: string, at = now) =>
    upsertCustomers(
      store.db,
      customerInput.array().parse([
        {
          email: `${name.replaceAll(' ', '.')}@example.com`.toLowerCase(),
          name,
          address: { line1, city: 'Leeds', postcode, country: 'GB' },
        },
      ]),
      'import',
      at,
    )
  const idOf = async (name: string) => {
    const email = `${name.replaceAll(' ', '.')}@example.com`.toLowerCase()
    return (await findByIdentifier(store.db, 'email', email))?.customerId ?? ''
  }
  const houses = async (name: string) =>
    (await householdOf(store.db, await idOf(name))).map(({ members }) => members.map((one) => one.name))

  test('people of one surname at one address, however it is written, and nobody else', async () => {
    await write('Ada Meyer', '12 Main Street', 'LS1 1AA')
    await write('Ben Meier', '12, MAIN ST.', 'ls11aa')
    await write('Cleo Smith', '12 Main Street', 'LS1 1AA')
    await write('Dora Meyer', '14 Main Street', 'LS1 1AA')
    expect(await refreshHouseholds(store.db, now)).toBe(4)
    expect(await householdOf(store.db, await idOf('Ada Meyer'))).toMatchObject([
      {
        surname: 'Meyer',
        address: { line1: '12 Main Street', postcode: 'LS1 1AA' },
        members: [
          { customerId: await idOf('Ada Meyer'), name: 'Ada Meyer' },
          { customerId: await idOf('Ben Meier'), name: 'Ben Meier' },
        ],
      },
    ])
    expect(await houses('Cleo Smith')).toEqual([])
    expect(await houses('Dora Meyer')).toEqual([])
    expect(await refreshHouseholds(store.db, now)).toBe(0)
  })

  test('a household keeps its id when somebody moves in, and ends when one is left', async () => {
    const [before] = await householdOf(store.db, await idOf('Ada Meyer'))
    await write('Dora Meyer', 'Main Street 12', 'LS1 1AA', later(1000))
    expect(await refreshHouseholds(store.db, later(2000))).toBe(1)
    const [after] = await householdOf(store.db, await idOf('Dora Meyer'))
    expect(after?.householdId).toBe(before?.householdId)
    expect(after?.members).toHaveLength(3)
    await write('Ada Meyer', '1 Hill Road', 'LS9 9ZZ', later(3000))
    await write('Dora Meyer', '2 Hill Road', 'LS9 9ZZ', later(3000))
    expect(await refreshHouseholds(store.db, later(4000))).toBe(2)
    for (const name of ['Ada Meyer', 'Ben Meier', 'Dora Meyer']) expect(await houses(name)).toEqual([])
  })

  test('a person with two records may be of two households; an un-merge takes that back', async () => {
    await write('Eva Novak', '5 East Road', 'LS2 2BB')
    await write('Finn Novak', '5 East Road', 'LS2 2BB')
    await write('Eva Marie Novak', '6 West Road', 'LS3 3CC')
    await write('Gus Novak', '6 West Road', 'LS3 3CC')
    await refreshHouseholds(store.db, now)
    const [customerId, otherId] = [await idOf('Eva Novak'), await idOf('Eva Marie Novak')]
    const both = { staffId: 'stf_1', reason: 'one person' }
    await mergeCustomers(store.db, { customerId, otherId, ...both }, now)
    expect((await houses('Eva Novak')).flat().sort()).toEqual(
      ['Eva Marie Novak', 'Eva Novak', 'Finn Novak', 'Gus Novak'].sort(),
    )
    const members = await membersOf(store.db, customerId)
    await unmergeCustomers(store.db, { customerId: members[0] ?? '', apart: [otherId], ...both }, now)
    expect(await houses('Eva Novak')).toEqual([['Eva Novak', 'Finn Novak']])
  })

  test('two records of one person are no household, and an erased person is of none', async () => {
    await write('Hal Ito', '9 Low Road', 'LS4 4DD')
    await write('Hana Ito', '9 Low Road', 'LS4 4DD')
    await refreshHouseholds(store.db, now)
    expect(await houses('Hal Ito')).toEqual([['Hal Ito', 'Hana Ito']])
    await erasePerson(store.db, await membersOf(store.db, await idOf('Hana Ito')), now)
    expect(await houses('Hal Ito')).toEqual([])
    await write('H Ito', '9 Low Road', 'LS4 4DD')
    await refreshHouseholds(store.db, now)
    const [customerId, otherId] = [await idOf('Hal Ito'), await idOf('H Ito')]
    await mergeCustomers(store.db, { customerId, otherId, staffId: 'stf_1', reason: 'one person' }, now)
    expect(await houses('Hal Ito')).toEqual([])
  })

  test('an address that goes, or never says where, makes no household', async () => {
    const customer = await createCustomer(store.db, { name: 'Ivo Novak', address: null, source: 'test' }, now)
    await refreshHouseholds(store.db, now)
    expect(await householdOf(store.db, customer.customerId)).toEqual([])
    await write('Jo Kim', '', 'LS5 5EE')
    await write('Ka Kim', '', 'LS5 5EE')
    await refreshHouseholds(store.db, now)
    expect(await houses('Jo Kim')).toEqual([])
    await updateCustomer(store.db, await idOf('Finn Novak'), { address: null }, later(9000))
    await refreshHouseholds(store.db, later(9000))
    expect(await houses('Eva Novak')).toEqual([])
    expect(await refreshHouseholds(store.db, later(9000))).toBe(0)
  })
})
