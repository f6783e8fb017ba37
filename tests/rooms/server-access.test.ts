import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StaffRole, staffRoles } from '#contract/staff-api.ts'
import { createApiKey, writeSettings } from '#domain/settings/index.ts'
import { listOperations, type Operation, policy, type RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, request, type StaffClient, signedIn, signInAs, startTestServer } from '../support/server.ts'

let server: RunningServer
const staff = new Map<StaffRole, StaffClient>()
const operations = listOperations(async () => [])
const path = (entry: Operation) => entry.path.replace(/:\w+/g, 'nobody')
const isWrite = (entry: Operation) => entry.method !== 'get'

beforeAll(async () => {
  server = await startTestServer(await openTestStore(), { limits: { wrongKeysPerAddress: 1000 } })
  for (const role of staffRoles) staff.set(role, await signedIn(server, [role]))
})
afterAll(() => server.close())

function client(role: StaffRole): StaffClient {
  const found = staff.get(role)
  if (!found) throw new Error(role)
  return found
}

/** Whether the caller got past the door: what the operation itself then says does not matter here. */
const admitted = (status: number) => status !== 401 && status !== 403

describe('every staff route, against every role and none', () => {
  const staffOnes = operations.filter((entry) => typeof entry.access === 'object')

  test('the table names every line of the policy once', () => {
    const named = staffOnes.map((entry) => entry.id).sort()
    expect(named).toEqual(Object.keys(policy).sort())
  })

  for (const entry of staffOnes) {
    const roles: readonly string[] = typeof entry.access === 'object' ? policy[entry.access.staff] : []
    const name = `${entry.method.toUpperCase()} ${entry.path}`

    test(`${name} is closed without a session`, async () => {
      const answer = await request(server.url + path(entry), entry.method, {
        body: isWrite(entry) ? {} : undefined,
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('www-authenticate')).toBeNull() // else browsers ask for a password
      const forged = { cookie: 'rapport_staff=ss_forged', 'x-csrf-token': 'forged' }
      expect((await request(server.url + path(entry), entry.method, { headers: forged })).status).toBe(401)
    })

    for (const role of staffRoles) {
      test(`${name} is ${roles.includes(role) ? 'open' : 'closed'} to ${role}`, async () => {
        const { staffId, email, password } = client(role)
        // signing out ends the session it is tried with
        const caller =
          entry.id === 'signOut' ? await signInAs(server, staffId, email, password) : client(role)
        const body = isWrite(entry) ? {} : undefined
        const answer = await caller.call(entry.method, path(entry), { body })
        expect(admitted(answer.status), `${answer.status}`).toBe(roles.includes(role))
      })
    }

    if (!isWrite(entry)) continue
    test(`${name} needs the CSRF token and our own origin`, async () => {
      const admin = client('admin')
      const other = client('support')
      const attempts: Record<string, string>[] = [
        { 'x-csrf-token': '' },
        { 'x-csrf-token': 'x'.repeat(admin.csrfToken.length) },
        { 'x-csrf-token': 'é'.repeat(admin.csrfToken.length) },
        { 'x-csrf-token': other.csrfToken },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]
      for (const headers of attempts) {
        const answer = await admin.call(entry.method, path(entry), { body: {}, headers })
        expect(answer.status, JSON.stringify(headers)).toBe(403)
      }
      const own = await admin.call('get', '/api/session', { headers: { origin: server.url } })
      expect(own.status).toBe(200)
    })
  }
})

describe('the shop’s systems', () => {
  const keyed = operations.filter((entry) => entry.access === 'secret_key')
  let secret = ''
  beforeAll(async () => {
    secret = (await createApiKey(server.store.db, 'secret', 'test', new Date())).key
  })

  test('there are such routes', () => expect(keyed.length).toBeGreaterThanOrEqual(5))

  for (const entry of keyed)
    test(`${entry.method.toUpperCase()} ${entry.path} takes the secret key and nothing else`, async () => {
      const call = (authorization?: string) =>
        request(server.url + path(entry), entry.method, {
          body: isWrite(entry) ? {} : undefined,
          headers: authorization ? { authorization } : {},
        })
      const basic = (user: string) => `Basic ${Buffer.from(`${user}:`).toString('base64')}`
      const closed = await call()
      expect(closed.status).toBe(401)
      expect(closed.headers.get('www-authenticate')).toContain('Basic')
      expect((await call(`Bearer ${server.publicKey}`)).status).toBe(401)
      expect((await call(basic(`${secret}x`))).status).toBe(401)
      expect(admitted((await call(basic(secret))).status)).toBe(true)
      expect(admitted((await call(`Bearer ${secret}`)).status)).toBe(true)
    })

  test('a revoked key is closed at once', async () => {
    const admin = client('admin')
    const made = await admin.call('post', '/api/keys', { body: { kind: 'secret', label: 'till' } })
    const authorization = `Bearer ${at(made.body, 'key')}`
    const changes = `${server.url}/v1/orders/changes`
    expect((await request(changes, 'get', { headers: { authorization } })).status).toBe(200)
    expect((await admin.call('delete', `/api/keys/${at(made.body, 'keyId')}`)).status).toBe(204)
    expect((await request(changes, 'get', { headers: { authorization } })).status).toBe(401)
  })

  test('guessing keys is slowed down', async () => {
    const limited = await startTestServer(await openTestStore(), { limits: { wrongKeysPerAddress: 3 } })
    try {
      const guess = () =>
        request(`${limited.url}/v1/orders/changes`, 'get', { headers: { authorization: 'Bearer sk_no' } })
      for (let i = 0; i < 3; i++) expect((await guess()).status).toBe(401)
      const refused = await guess()
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    } finally {
      await limited.close()
    }
  })
})

describe('pages of the shop', () => {
  const widget = (query: string, origin?: string) =>
    request(`${server.url}/v1/widget${query}`, 'get', { headers: origin ? { origin } : {} })

  beforeAll(() => writeSettings(server.store.db, { origins: ['https://shop.example'] }, null, new Date()))

  test('a listed origin with the public key is served, and may read the answer', async () => {
    const answer = await widget(`?key=${server.publicKey}`, 'https://shop.example')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('another origin is refused, even with the key', async () => {
    const answer = await widget(`?key=${server.publicKey}`, 'https://evil.example')
    expect(answer.status).toBe(403)
    expect(at(answer.body, 'greeting')).toBeUndefined()
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://evil.example') // may read why, no more
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('a wrong, a secret or no key is refused', async () => {
    const { key } = await createApiKey(server.store.db, 'secret', 'test', new Date())
    for (const query of ['', '?key=pk_no', `?key=${key}`, '?key=a&key=b'])
      expect((await widget(query)).status, query).toBe(401)
  })
})

describe('headers and problems', () => {
  test('every answer has its security headers and a request id, ours or the caller’s', async () => {
    const answer = await request(`${server.url}/health`, 'get', {
      headers: { 'x-request-id': 'from-the-proxy-1' },
    })
    expect(answer.headers.get('x-request-id')).toBe('from-the-proxy-1')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('x-powered-by')).toBeNull()
    const odd = await request(`${server.url}/health`, 'get', { headers: { 'x-request-id': 'a b' } })
    expect(odd.headers.get('x-request-id')).toMatch(/^req_/)
  })

  test('pages and data that read the database are limited like the operations', async () => {
    const limited = await startTestServer(await openTestStore(), { limits: { requestsPerAddress: 3 } })
    const statuses: number[] = []
    for (const path of ['/documents/theme.css', '/documents/nothing', '/demo/api/shop', '/demo/api/shop'])
      statuses.push((await request(limited.url + path, 'get')).status)
    expect(statuses).toEqual([200, 404, 404, 429])
    expect((await request(`${limited.url}/console`, 'get')).status).not.toBe(429)
    await limited.close()
  })

  test('an unknown address, malformed JSON, a wrong type and a body too large are problem documents', async () => {
    const admin = client('admin')
    const expected: [Promise<{ status: number; headers: Headers; body: unknown }>, number][] = [
      [request(`${server.url}/nowhere/else`, 'get'), 404],
      [request(`${server.url}/v1/widget`, 'delete'), 404],
      [admin.call('put', '/api/settings', { rawBody: '{"greeting":' }), 400],
      [
        admin.call('put', '/api/settings', {
          rawBody: 'greeting=hello',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
        415,
      ],
      [admin.call('put', '/api/settings', { rawBody: `{"greeting":"${'x'.repeat(1_100_000)}"}` }), 413],
      [request(`${server.url}/documents/%E0%A4%A`, 'get'), 400],
      [request(`${server.url}/documents/doc_none`, 'get'), 404],
    ]
    for (const [answering, status] of expected) {
      const answer = await answering
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(at(answer.body, 'type')).toMatch(/^urn:rapport:problem:/)
      expect(at(answer.body, 'requestId')).toBe(answer.headers.get('x-request-id'))
    }
  })
})
