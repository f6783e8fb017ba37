import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Child, temporaryFolder } from '../support/processes.ts'
import { prepareRapport, rapport, startRapport, startRapportServer } from '../support/rapport.ts'

const product = (id: string) =>
  JSON.stringify({
    id,
    title: `Brass lantern ${id}`,
    variants: [{ id: `${id}-1`, title: `Brass lantern ${id}`, price: { amount: 4200, currency: 'USD' } }],
  })

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }) // processes of their own, on a machine that may be busy
beforeAll(prepareRapport)

describe('beside a running server on the embedded database', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let env: { DATA_DIR: string }
  let server: Awaited<ReturnType<typeof startRapportServer>>
  const file = (name: string) => join(folder.path, name)

  beforeAll(async () => {
    folder = temporaryFolder()
    env = { DATA_DIR: file('data') }
    server = await startRapportServer(env)
  })
  afterAll(async () => {
    await server.child.end('SIGKILL')
    folder.remove()
  })

  test('a second server is refused in one line, and the first goes on', async () => {
    const second = await rapport(['start'], { ...env, PORT: '0' })
    expect(second.code).toBe(1)
    expect(second.err).toMatch(/^another Rapport \(pid \d+, since .*\) is using .*\n$/)
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
  })

  test('an import runs inside the server: the agent finds at once what was loaded', async () => {
    writeFileSync(file('catalog.jsonl'), ['a', 'b', 'c'].map((id) => `${product(id)}\n`).join(''))
    const imported = await rapport(['import', 'catalog', file('catalog.jsonl'), '--json'], env)
    expect(imported).toMatchObject({ code: 0, err: '' })
    expect(imported.json()).toMatchObject({ read: 3, created: 3 })
    const chat = await rapport(['chat', '--json'], env, 'do you have a brass lantern?\n')
    const replies = chat.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(replies).toHaveLength(1)
    expect(replies[0].toolCalls[0]).toMatchObject({ tool: 'search_catalog', ok: true })
    expect(JSON.stringify(replies[0].parts)).toContain('Brass lantern')
    expect(replies[0].status).toBe('agent')
  })

  test('bad input is said as it is without a server: same line, same exit code', async () => {
    writeFileSync(file('bad.jsonl'), `${product('d')}\nnonsense\n`)
    const bad = await rapport(['import', 'catalog', file('bad.jsonl'), '--json'], env)
    expect(bad.code).toBe(2)
    expect(bad.err).toMatch(/bad\.jsonl:2 line is not JSON\n$/)
    expect(await rapport(['staff', 'disable', 'nobody@example.com'], env)).toMatchObject({ code: 2, out: '' })
  })

  test('stdin reaches the command, and a file name is relative to the person', async () => {
    await rapport(['staff', 'add', 'ada@example.com', '--name', 'Ada', '--role', 'support'], env)
    const set = await rapport(
      ['staff', 'set-password', 'ada@example.com', '--password-stdin'],
      { ...env, npm_lifecycle_event: 'rapport', INIT_CWD: folder.path },
      'a password of length\n',
    )
    expect(set).toMatchObject({ code: 0, err: '' })
    const signedIn = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email: 'ada@example.com', password: 'a password of length' }),
    })
    expect(signedIn.status).toBe(200)
  })

  test('a backup is taken while the server answers, and restores elsewhere; a restore is refused here', async () => {
    const made = await rapport(['backup', file('live.backup'), '--json'], env)
    expect(made).toMatchObject({ code: 0, err: '' })
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
    const refused = await rapport(['restore', file('live.backup'), '--replace'], env)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('another Rapport')
    const other = { DATA_DIR: file('other') }
    expect((await rapport(['restore', file('live.backup')], other)).code).toBe(0)
    const again = await rapport(['import', 'catalog', file('catalog.jsonl')], other)
    expect(again.out).toContain('3 unchanged')
  })

  test('Ctrl-C ends the command there, and the server goes on', async () => {
    const chat: Child = startRapport(['chat'], env)
    await chat.line((line) => line.includes('Ctrl-D ends'))
    chat.process.kill('SIGINT')
    expect(await chat.ended).not.toBeNull()
    expect((await fetch(`${server.url}/ready`)).status).toBe(200)
  })

  test('after kill -9 the folder is free again, and nothing is lost', async () => {
    await server.child.end('SIGKILL')
    expect(existsSync(join(env.DATA_DIR, 'rapport.lock'))).toBe(true)
    const list = await rapport(['staff', 'list', '--json'], env)
    expect(JSON.stringify(list.json())).toContain('ada@example.com')
    server = await startRapportServer(env)
    expect((await rapport(['import', 'catalog', file('catalog.jsonl')], env)).out).toContain('3 unchanged')
  })

  test('asked to end, it ends in peace and gives the folder back', async () => {
    expect(await server.stop()).toBe(0)
    expect(existsSync(join(env.DATA_DIR, 'rapport.lock'))).toBe(false)
    expect(server.child.lines.join('\n')).toContain('Closing')
  })
})

test('the lock names no more than is needed, and only its owner can read it', async () => {
  const folder = temporaryFolder()
  const server = await startRapportServer({ DATA_DIR: folder.path })
  try {
    const lock = JSON.parse(readFileSync(join(folder.path, 'rapport.lock'), 'utf8'))
    expect(Object.keys(lock).sort()).toEqual(
      ['began', 'commandSocket', 'machine', 'pid', 'startedAt', 'token'].sort(),
    )
    expect(lock.pid).toBe(server.child.pid)
  } finally {
    await server.stop()
    folder.remove()
  }
})
