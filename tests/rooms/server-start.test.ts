import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { at, eventually, request, startTestServer } from '../support/server.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-start-'))
  folders.push(folder)
  return folder
}

// databases are made from nothing here, which takes seconds on a busy machine
describe('starting', { timeout: 120_000 }, () => {
  test('while the rooms open it is alive and not ready, then it is ready', async () => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const starting = startServer({
      host: '127.0.0.1',
      port,
      dataDir: 'memory',
      env: { LOG_LEVEL: 'silent' },
      embedder: null,
      demo: false,
    })
    const early = await eventually(() => request(`${url}/ready`, 'get').catch(() => null))
    expect(early.status).toBe(503)
    expect(at(early.body, 'detail')).toContain('starting')
    expect((await request(`${url}/health`, 'get')).status).toBe(200)
    const server = await starting
    try {
      expect((await request(`${url}/ready`, 'get')).body).toEqual({ status: 'ready', textsToEmbed: 0 })
    } finally {
      await server.close()
    }
  })

  test('a database that stops answering makes it unready, with the reason', async () => {
    const store = await openTestStore()
    const server = await startTestServer(store)
    await store.close()
    const answer = await request(`${server.url}/ready`, 'get')
    expect(answer.status).toBe(503)
    expect(at(answer.body, 'detail')).toContain('database')
    await server.close().catch(() => {})
  })

  test('the first start makes keys and an admin with a random password, a later one nothing', async () => {
    const dataDir = newFolder()
    const options = {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      env: { LOG_LEVEL: 'silent' },
      embedder: null,
      demo: false,
    }
    const first = await startServer(options)
    const { firstStart, publicKey } = first
    const [admin] = firstStart?.staff ?? []
    expect(admin?.roles).toEqual(['admin'])
    expect(admin?.password.length).toBeGreaterThanOrEqual(12)
    expect(firstStart?.secretKey).toMatch(/^sk_/)
    await first.close()

    const secrets = join(dataDir, 'secrets.json')
    expect(statSync(secrets).mode & 0o777).toBe(0o600)
    const kept = readFileSync(secrets, 'utf8')
    const second = await startServer(options)
    try {
      expect(second.firstStart).toBeNull()
      expect(second.publicKey).toBe(publicKey)
      expect(readFileSync(secrets, 'utf8')).toBe(kept)
      const body = { email: admin?.email, password: admin?.password }
      expect((await request(`${second.url}/api/session`, 'post', { body })).status).toBe(200)
    } finally {
      await second.close()
    }
  })

  test('with a server, missing secrets are an error that names them, and nothing is left behind', async () => {
    const dataDir = newFolder()
    const attempt = startServer({
      host: '127.0.0.1',
      port: 0,
      dataDir,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      env: { LOG_LEVEL: 'silent' },
    })
    await expect(attempt).rejects.toThrow(/IDENTITY_SECRET and SERVER_SECRET/)
    expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false)
  })

  test('a port that is taken is an error, not a crash', async () => {
    const taken = createServer()
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const attempt = startServer({ host: '127.0.0.1', port, dataDir: 'memory', env: {}, demo: false })
    await expect(attempt).rejects.toThrow(/EADDRINUSE/)
    taken.close()
  })

  test('closing twice is closing once', async () => {
    const server = await startTestServer(await openTestStore())
    await Promise.all([server.close(), server.close()])
    await expect(request(`${server.url}/health`, 'get')).rejects.toThrow()
  })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  await new Promise((resolve) => probe.close(resolve))
  return port
}
