import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onlineStaff } from '#domain/staff/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import {
  at,
  eventually,
  request,
  sessionCookie,
  signedIn,
  signInAs,
  startTestServer,
} from '../support/server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startTestServer(await openTestStore())
})
afterAll(() => server.close())

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  request(`${server.url}/api/session`, 'post', { body: { email, password }, headers })
const who = (cookie: string) => request(`${server.url}/api/session`, 'get', { headers: { cookie } })

describe('signing in', () => {
  test('the cookie is out of reach of scripts and of other sites', async () => {
    const { email, password } = await signedIn(server, ['support'])
    const cookie = (await signIn(email, password)).headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^rapport_staff=/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).not.toContain('Secure') // this server is on http
  })

  test('behind https the cookie is Secure', async () => {
    const https = await startTestServer(await openTestStore(), {
      env: { LOG_LEVEL: 'silent', PUBLIC_URL: 'https://chat.shop.example' },
    })
    try {
      const { email, password } = https.firstStart?.staff[0] ?? { email: '', password: '' }
      const answer = await request(`${https.url}/api/session`, 'post', { body: { email, password } })
      expect(answer.headers.get('set-cookie')).toContain('Secure')
      expect(answer.headers.get('strict-transport-security')).toContain('max-age')
    } finally {
      await https.close()
    }
  })

  test('a session that was planted in the browser is never the one that is signed in', async () => {
    const mallory = await signedIn(server, ['associate'], 'Mallory')
    const { email, password } = await signedIn(server, ['admin'], 'Ada')
    for (const planted of [mallory.cookie, 'rapport_staff=ss_chosen-by-mallory']) {
      const answer = await signIn(email, password, { cookie: planted })
      const given = sessionCookie(answer)
      expect(given).not.toBe(planted)
      expect(at((await who(given)).body, 'staff', 'email')).toBe(email)
      expect(at((await who(planted)).body, 'staff', 'email')).not.toBe(email)
    }
    expect((await who(mallory.cookie)).status).toBe(401) // the earlier session of that browser has ended
  })

  test('signing in from another site is refused', async () => {
    const { email, password } = await signedIn(server, ['support'])
    expect((await signIn(email, password, { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('each sign-in has its own CSRF token', async () => {
    const first = await signedIn(server, ['support'])
    const second = await signInAs(server, first.staffId, first.email, first.password)
    expect(second.csrfToken).not.toBe(first.csrfToken)
    const crossed = await first.call('delete', '/api/session', {
      headers: { 'x-csrf-token': second.csrfToken },
    })
    expect(crossed.status).toBe(403)
  })
})

describe('brute force', () => {
  test('five wrong passwords lock the account, the right one too, and say how long', async () => {
    const { email, password } = await signedIn(server, ['support'])
    for (let i = 0; i < 5; i++) expect((await signIn(email, `wrong-${i}`)).status).toBe(401)
    const locked = await signIn(email, password)
    expect(locked.status).toBe(429)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60)
  })

  test('an unknown e-mail and a wrong password answer alike', async () => {
    const { email } = await signedIn(server, ['support'])
    const wrong = await signIn(email, 'wrong')
    const unknown = await signIn('nobody-at-all@example.com', 'wrong')
    expect(unknown.status).toBe(wrong.status)
    const words = (body: unknown) => [at(body, 'type'), at(body, 'title'), at(body, 'detail')]
    expect(words(unknown.body)).toEqual(words(wrong.body))
  })
})

describe('the end of a session', () => {
  test('signing out ends it on the server', async () => {
    const mia = await signedIn(server, ['support'])
    expect((await mia.call('delete', '/api/session')).status).toBe(204)
    expect((await who(mia.cookie)).status).toBe(401)
  })

  test('a disabled account is out at once, and its socket is closed', async () => {
    const admin = await signedIn(server, ['admin'], 'Admin')
    const mia = await signedIn(server, ['support'])
    const socket = io(`${server.url}/staff`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: mia.cookie },
    })
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    const change = await admin.call('patch', `/api/staff/${mia.staffId}`, { body: { disabled: true } })
    expect(at(change.body, 'staff', 'disabled')).toBe(true)
    expect((await who(mia.cookie)).status).toBe(401)
    await eventually(() => !socket.connected)
    socket.close()
  })

  test('nobody locks themselves out, and the last admin stays', async () => {
    const admin = await signedIn(server, ['admin'], 'Admin')
    for (const body of [{ disabled: true }, { roles: ['support'] }])
      expect((await admin.call('patch', `/api/staff/${admin.staffId}`, { body })).status).toBe(409)
    const other = await signedIn(server, ['admin'], 'Other')
    expect(
      (await other.call('patch', `/api/staff/${admin.staffId}`, { body: { roles: ['crm'] } })).status,
    ).toBe(200)
  })

  test('a new password is answered once and ends the old sessions', async () => {
    const admin = await signedIn(server, ['admin'], 'Admin')
    const mia = await signedIn(server, ['support'])
    const change = await admin.call('patch', `/api/staff/${mia.staffId}`, { body: { newPassword: true } })
    expect((await who(mia.cookie)).status).toBe(401)
    expect((await signIn(mia.email, mia.password)).status).toBe(401)
    expect((await signIn(mia.email, String(at(change.body, 'password')))).status).toBe(200)
  })
})

test('who works at the desk is there, even where their socket does not get through', async () => {
  const mia = await signedIn(server, ['support'])
  expect(await onlineStaff(server.store.db, new Date())).not.toContain(mia.staffId)
  await mia.call('post', '/api/conversations/none/take')
  expect(await onlineStaff(server.store.db, new Date())).toContain(mia.staffId)
})

describe('the desk’s socket', () => {
  const connect = (cookie: string, origin?: string) =>
    new Promise<string>((resolve) => {
      const headers = { ...(cookie && { cookie }), ...(origin && { origin }) }
      const socket = io(`${server.url}/staff`, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: headers,
      })
      const done = (outcome: string) => {
        socket.close()
        resolve(outcome)
      }
      socket.once('connect', () => done('connected'))
      socket.once('connect_error', (error) => done(error.message))
    })

  test('opens with a session from our own pages, and not otherwise', async () => {
    const mia = await signedIn(server, ['support'])
    expect(await connect(mia.cookie)).toBe('connected')
    expect(await connect(mia.cookie, server.url)).toBe('connected')
    expect(await connect('')).toBe('Sign in first.')
    expect(await connect('rapport_staff=ss_forged')).toBe('Sign in first.')
    expect(await connect(mia.cookie, 'https://evil.example')).not.toBe('connected')
  })
})
