import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSuppressed } from '#domain/consent/index.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { addPerson } from '../support/people-story.ts'
import { at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let server: RunningServer
let asker: StaffClient
let admin: StaffClient
let other: StaffClient

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  asker = await signedIn(server, ['support'], 'Mia')
  admin = await signedIn(server, ['admin'], 'Ada')
  other = await signedIn(server, ['admin'], 'Bo')
})
afterAll(() => server.close())

const zoe = { email: 'zoe@example.com', name: 'Zoe Zander' }

async function ask(client: StaffClient, kind: string, email = zoe.email) {
  const person = await findByIdentifier(server.store.db, 'email', email)
  const body = { customerId: person?.customerId ?? 'nobody', kind, reason: 'By letter' }
  return client.call('post', '/api/requests', { body })
}
const decide = (client: StaffClient, id: unknown, decision: string) =>
  client.call('post', `/api/requests/${id}/decision`, { body: { decision } })

test('a copy is handed out once, after a second person has agreed', async () => {
  await addPerson(server.store.db, zoe, new Date())
  const asked = await ask(admin, 'export')
  expect(asked.status).toBe(201)
  expect(asked.body).toMatchObject({ status: 'waiting', subject: 'Zoe Zander', mayDecide: false })
  const id = at(asked.body, 'requestId')
  expect((await ask(admin, 'export')).status).toBe(409) // it is asked already
  expect((await decide(admin, id, 'approve')).status).toBe(403) // own request
  expect((await other.call('post', `/api/requests/${id}/archive`, { body: {} })).status).toBe(410)
  expect((await decide(other, id, 'approve')).body).toMatchObject({ status: 'approved', mayFetch: true })
  const archive = await other.call('post', `/api/requests/${id}/archive`, { body: {} })
  expect(archive.status).toBe(200)
  expect(JSON.stringify(archive.body)).toContain('zoe@example.com')
  expect((await other.call('post', `/api/requests/${id}/archive`, { body: {} })).status).toBe(410)
  expect((await decide(other, id, 'refuse')).status).toBe(409)
})

test('an account made after the question cannot answer it', async () => {
  const id = at((await ask(asker, 'export')).body, 'requestId')
  const made = await signedIn(server, ['admin'], 'Newcomer')
  expect((await decide(made, id, 'approve')).status).toBe(403)
  expect((await decide(admin, id, 'refuse')).status).toBe(200)
})

test('who asked may take it back, and nobody else', async () => {
  const asked = await ask(asker, 'erase')
  const id = at(asked.body, 'requestId')
  expect((await admin.call('post', `/api/requests/${id}/withdrawal`, { body: {} })).status).toBe(403)
  expect((await asker.call('post', `/api/requests/${id}/withdrawal`, { body: {} })).body).toMatchObject({
    status: 'withdrawn',
  })
  expect((await decide(admin, id, 'approve')).status).toBe(409)
  expect(await findByIdentifier(server.store.db, 'email', zoe.email)).not.toBeNull()
})

test('an agreed erasure is done at once and leaves a request that names nobody', async () => {
  const id = at((await ask(asker, 'erase')).body, 'requestId')
  const done = await decide(admin, id, 'approve')
  expect(done.body).toMatchObject({ status: 'done', subject: null, customerId: null, reason: '' })
  expect(await findByIdentifier(server.store.db, 'email', zoe.email)).toBeNull()
  const key = server.house.secrets.suppression
  expect(await isSuppressed(server.store.db, key, [{ kind: 'email', value: zoe.email }])).toBe(true)
  const list = await admin.call('get', '/api/requests')
  expect(JSON.stringify(list.body)).not.toContain('Zoe')
  expect((await ask(asker, 'erase')).status).toBe(404)
})
