import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createWebhookSender, destinationOf, webhookSecret } from '#channels/index.ts'

const now = new Date('2026-03-02T10:00:00Z')
const secrets = [webhookSecret(Buffer.alloc(32, 7))]
const open: Server[] = []

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(handler: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(handler)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const sender = (more: { resolve?: (host: string) => Promise<string[]>; allowLoopback?: boolean } = {}) =>
  createWebhookSender({ resolve: async () => [], allowLoopback: true, timeoutMs: 300, ...more })

const message = (url: string) => ({ id: 'whd_1', url, body: '{"a":1}', secrets })

describe('where a webhook may go', () => {
  const strict = (addresses: string[]) => ({ resolve: async () => addresses, allowLoopback: false })

  test.each([
    ['http://shop.example/hook', ['93.184.216.34']],
    ['ftp://shop.example/hook', ['93.184.216.34']],
    ['https://user:word@shop.example/', ['93.184.216.34']],
    ['https://localhost/', ['127.0.0.1']],
    ['https://127.0.0.1/', []],
    ['https://0x7f.1/', []],
    ['https://2130706433/', []],
    ['https://10.1.2.3/', []],
    ['https://169.254.169.254/latest/meta-data', []],
    ['https://100.64.0.1/', []],
    ['https://0.0.0.0/', []],
    ['https://[::1]/', []],
    ['https://[::ffff:10.0.0.1]/', []],
    ['https://[64:ff9b::a00:1]/', []],
    ['https://[2002:a00:1::]/', []],
    ['https://[fd00::1]/', []],
    ['https://[fe80::1]/', []],
    ['https://inside.example/', ['192.168.1.1']],
    ['https://both.example/', ['93.184.216.34', '10.0.0.1']],
    ['https://nowhere.example/', []],
    ['not an address', []],
  ])('%s is refused', async (url, addresses) => {
    expect(await destinationOf(url, strict(addresses))).toMatchObject({ ok: false })
  })

  test('a public host is taken, at the address that was checked', async () => {
    expect(await destinationOf('https://shop.example/x', strict(['93.184.216.34']))).toMatchObject({
      ok: true,
      address: '93.184.216.34',
    })
    expect(await destinationOf('https://[2606:2800:220:1::1]/', strict([]))).toMatchObject({ ok: true })
  })

  test('a name that moves inside after it was saved is refused at the next connection', async () => {
    let address = '93.184.216.34'
    let asked = 0
    const moving = async () => {
      asked += 1
      return [address]
    }
    const rules = { resolve: moving, allowLoopback: false }
    expect(await destinationOf('https://moving.example/', rules)).toMatchObject({ ok: true })
    let hit = false
    const port = await serve((_request, response) => {
      hit = true
      response.end()
    })
    address = '127.0.0.1'
    const send = sender({ resolve: moving, allowLoopback: false })
    expect(await send(message(`https://moving.example:${port}/`), now)).toMatchObject({ answered: false })
    expect({ hit, asked }).toEqual({ hit: false, asked: 2 })
  })

  test('the name is asked once for a connection, which goes to that answer', async () => {
    const port = await serve((request, response) => response.writeHead(200).end(request.headers.host))
    const answers = ['127.0.0.1', '10.0.0.1']
    const send = sender({ resolve: async () => [answers.shift() ?? '10.0.0.1'] })
    expect(await send(message(`http://rebinding.example:${port}/`), now)).toMatchObject({
      answered: true,
      status: 200,
      text: `rebinding.example:${port}`,
    })
    expect(answers).toEqual(['10.0.0.1'])
  })
})

describe('hostile endpoints', () => {
  test('a redirect is an answer, and is not followed', async () => {
    let followed = false
    const inside = await serve((_request, response) => {
      followed = true
      response.end()
    })
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${inside}/` }).end(),
    )
    expect(await sender()(message(`http://127.0.0.1:${port}/`), now)).toMatchObject({ status: 302 })
    expect(followed).toBe(false)
  })

  test('one that never answers, and one that answers a byte at a time, are left', async () => {
    const silent = await serve(() => {})
    expect(await sender()(message(`http://127.0.0.1:${silent}/`), now)).toEqual({
      answered: false,
      error: 'No answer in time',
    })
    const slow = await serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    })
    expect(await sender()(message(`http://127.0.0.1:${slow}/`), now)).toMatchObject({ answered: false })
  })

  test('of an endless answer the first kilobyte is kept', async () => {
    const port = await serve((_request, response) => {
      const pour = () => {
        while (response.write('y'.repeat(65_536))) if (response.destroyed) return
        response.once('drain', pour)
      }
      pour()
    })
    const answer = await sender()(message(`http://127.0.0.1:${port}/`), now)
    expect(answer).toMatchObject({ answered: true, status: 200, text: 'y'.repeat(1024) })
  })

  test('a closed port and a broken answer are failures in words', async () => {
    const port = await serve((request) => request.socket.end('nonsense\r\n\r\n'))
    expect(await sender()(message(`http://127.0.0.1:${port}/`), now)).toMatchObject({
      answered: false,
      error: expect.stringMatching(/^The connection failed/),
    })
    expect(await sender()(message('http://127.0.0.1:1/'), now)).toMatchObject({ answered: false })
  })
})
