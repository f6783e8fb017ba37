import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isSuppressed, mayUse } from '#domain/consent/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { findOrderByNumber } from '#domain/orders/index.ts'
import { eraseByHand, exportCustomer, sweepLatecomers } from '#inbound/index.ts'
import type { RunningServer } from '#server/index.ts'
import { connectShopper, type Shopper } from '../support/chat-client.ts'
import { describeOnBoth } from '../support/database.ts'
import { card, customer, importAgain, leavePerson, traces } from '../support/distinctive-person.ts'
import { findTraces } from '../support/find-traces.ts'
import { eventually, startTestServer } from '../support/server.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

describeOnBoth('an erased person', (open) => {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'))
  const journal = join(folder, 'erasures.jsonl')
  const lines: string[] = []
  let server: RunningServer
  let chat: Shopper
  let root: string
  let members: string[]

  beforeAll(async () => {
    server = await startTestServer(await open(), {
      env: { LOG_LEVEL: 'debug', ERASURES_FILE: journal },
      logTo: { write: (line) => lines.push(line) },
    })
    ;({ root, chat } = await leavePerson(server))
  })
  afterAll(async () => {
    chat?.close()
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  test('was in every table that knows persons, and in the copy of everything', async () => {
    const { db } = server.store
    const found = await findTraces(db, traces)
    for (const word of traces)
      expect(
        found.filter((each) => each.endsWith(`: ${word}`)),
        word,
      ).not.toEqual([])
    expect(await findTraces(db, [card])).toEqual([]) // cards were stored nowhere
    const archive = await exportCustomer(db, root, new Date())
    const text = JSON.stringify(archive)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
    for (const word of traces) expect(text, word).toContain(word.replace(/[^a-z0-9]/g, ''))
    expect(JSON.stringify(archive)).not.toContain('otto@stays.example')
    // every room with rows of hers hands them out
    const tables = new Set(found.map((each) => each.split(':')[0]?.replace('public.', '')))
    const handedOut = new Set(Object.values(archive?.rooms ?? {}).flatMap((room) => Object.keys(room)))
    expect([...tables].filter((table) => table !== undefined && !handedOut.has(table))).toEqual([])
  })

  test('is nowhere any more: not in a table, a log line or the journal; only as a hash', async () => {
    const { db } = server.store
    const deps = {
      suppressionKey: server.house.secrets.suppression,
      keepErasure: server.house.erasures.keep,
    }
    const erased = await eraseByHand(db, root, 'rapport erase', deps, new Date())
    members = erased.members
    server.house.erased(members)
    expect(await findTraces(db, traces)).toEqual([])
    expect(lines.join('').toLowerCase()).not.toMatch(new RegExp(traces.join('|')))
    const kept = readFileSync(journal, 'utf8').toLowerCase()
    expect(kept).not.toMatch(new RegExp([...traces, ...members].join('|').toLowerCase()))
    expect(JSON.parse(kept).hashes).toHaveLength(erased.hashes.length)
    expect(erased.hashes.length).toBe(4) // user id, e-mail, phone, loyalty number
    // her former ids stand in the books and in the record of the erasure alone
    const left = (await findTraces(db, members)).map((each) => each.split(':')[0])
    const books = ['orders', 'order_lines', 'order_numbers', 'data_requests']
    expect([...new Set(left)].sort()).toEqual(books.map((table) => `public.${table}`).sort())
    // whoever is left is whole
    expect((await findByIdentifier(db, 'email', 'otto@stays.example'))?.name).toBe('Otto Staying')
  })

  test('has no open line: the socket is closed, the session unknown, and nothing of it is written', async () => {
    await eventually(() => chat.socket.disconnected)
    const session = chat.session() ?? ''
    await expect(connectShopper(server, { session })).rejects.toThrow()
    const visitor = { customerId: members[0] ?? '' }
    const message = {
      channel: 'web' as const,
      clientMessageId: 'late-message-1',
      text: 'hello',
      limiterKeys: [],
    }
    await expect(server.house.inbound.message({ session: visitor, ...message })).rejects.toThrow('not known')
    await expect(
      server.house.inbound.changeCart(visitor, {
        productId: 'mug',
        variantId: 'mug-1',
        quantity: 1,
        mode: 'add',
      }),
    ).rejects.toThrow('not known')
  })

  test('what was under way and came too late is swept up', async () => {
    const { db } = server.store
    await noteLate(members[0] ?? '')
    expect(await findTraces(db, ['zephyrine'])).not.toEqual([])
    await sweepLatecomers(db, new Date())
    expect(await findTraces(db, ['zephyrine'])).toEqual([])
    await sweepLatecomers(db, new Date(Date.now() + 2 * 86_400_000))
    const { rows } = await sql<{ ids: string[] }>`select erased_ids as ids from data_requests`.execute(db)
    expect(rows.flatMap(({ ids }) => ids)).toEqual([])
  })

  test('an import of the same files brings nobody into a send list, and gives no order a name', async () => {
    const { db } = server.store
    await importAgain(db, new Date())
    const key = server.house.secrets.suppression
    const identifiers = [
      { kind: 'email', value: 'zq.quaken@mail.EXAMPLE' },
      { kind: 'phone', value: '0049 170 1234567' },
      { kind: 'loyalty_number', value: customer.loyaltyNumber ?? '' },
    ] as const
    for (const identifier of identifiers) expect(await isSuppressed(db, key, [identifier])).toBe(true)
    const back = await findByIdentifier(db, 'email', customer.email ?? '')
    expect(back).not.toBeNull()
    for (const channel of ['email', 'sms', 'whatsapp'] as const)
      for (const purpose of ['marketing', 'clienteling', 'service'] as const)
        expect(
          await mayUse(
            db,
            back?.customerId ?? '',
            {
              channel,
              purpose,
              address: channel === 'email' ? customer.email : customer.phone,
              suppressionKey: key,
            },
            new Date(),
          ),
        ).toEqual({ allowed: false, reason: 'suppressed' })
    const order = await findOrderByNumber(db, 'RP-90001')
    expect(order).toMatchObject({ email: null, shippingAddress: null, total: { amount: 5000 } })
    expect(order?.payments).toEqual([
      { kind: 'payment', amount: 5000, method: null },
      { kind: 'refund', amount: 500, method: null },
    ])
    expect(order?.customerId).not.toBe(back?.customerId)
  })

  async function noteLate(customerId: string): Promise<void> {
    await sql`insert into trait_withdrawals (customer_id, name, at)
      values (${customerId}, 'likes of zephyrine', now())`.execute(server.store.db)
  }
})
