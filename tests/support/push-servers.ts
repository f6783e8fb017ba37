import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import {
  createServer as createH2,
  type IncomingHttpHeaders as H2Headers,
  type ServerHttp2Session,
} from 'node:http2'
import type { AddressInfo } from 'node:net'

export interface Asked {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: unknown
  /** The line breaks instead of an answer. */
  drop?: boolean
  /** Nothing is answered at all. */
  hang?: boolean
}

export interface FakeService {
  url: string
  asked: Asked[]
  /** Asked for each request, in order. */
  answer: (asked: Asked) => Answer
  close: () => Promise<void>
}

/** A service on loopback that answers as it is told. */
export async function openFakeService(): Promise<FakeService> {
  const opened: FakeService = { url: '', asked: [], answer: () => ({ status: 201 }), close: async () => {} }
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const asked = { path: req.url ?? '', headers: req.headers, body: Buffer.concat(chunks) }
      opened.asked.push(asked)
      const { status, headers, body, drop } = opened.answer(asked)
      if (drop) req.socket.destroy()
      else res.writeHead(status, headers).end(body === undefined ? '' : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  opened.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  opened.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return opened
}

export interface FakeApple {
  url: string
  asked: { path: string; headers: H2Headers; body: string }[]
  sessions: number
  answer: (path: string) => Answer
  /** Says goodbye on every connection. */
  goAway: () => void
  close: () => Promise<void>
}

/** Apple's push service on loopback: HTTP/2 without TLS. */
export async function openFakeApple(): Promise<FakeApple> {
  const sessions = new Set<ServerHttp2Session>()
  const opened: FakeApple = {
    url: '',
    asked: [],
    sessions: 0,
    answer: () => ({ status: 200 }),
    goAway: () => {
      for (const session of sessions) session.goaway()
    },
    close: async () => {},
  }
  const server = createH2()
  server.on('session', (session) => {
    opened.sessions += 1
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => {}) // a line that broke is what some tests are about
  })
  server.on('stream', (stream, headers) => {
    let body = ''
    stream.setEncoding('utf8')
    stream.on('error', () => {})
    stream.on('data', (chunk: string) => {
      body += chunk
    })
    stream.on('end', () => {
      const path = String(headers[':path'])
      opened.asked.push({ path, headers, body })
      const { status, headers: more, body: said, drop, hang } = opened.answer(path)
      if (hang) return
      if (drop) {
        stream.session?.destroy()
        return
      }
      stream.respond({ ':status': status, 'apns-id': 'A1B2', ...more })
      stream.end(said === undefined ? '' : JSON.stringify(said))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  opened.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  opened.close = () =>
    new Promise((resolve) => {
      for (const session of sessions) session.destroy()
      server.close(() => resolve())
    })
  return opened
}

/** A browser's side of a subscription: its keys, and what it reads of a push (RFC 8291 over RFC 8188). */
export function browserKeys() {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = Buffer.alloc(16, 7)
  return {
    p256dh: ecdh.getPublicKey().toString('base64url'),
    auth: auth.toString('base64url'),
    read: (body: Buffer): string => {
      const salt = body.subarray(0, 16)
      const idLength = body.readUInt8(20)
      const theirs = body.subarray(21, 21 + idLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
      const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32))
      const derive = (name: string, length: number) =>
        Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(`Content-Encoding: ${name}\0`), length))
      const sealed = body.subarray(21 + idLength)
      const open = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      open.setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
      return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8') // 2 ends the last record
    },
  }
}
