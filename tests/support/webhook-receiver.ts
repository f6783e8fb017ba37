import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  id: string
  type: string
  timestamp: string
  data: Record<string, unknown>
  /** Whether any of the signatures was made with the secret that the receiver knows. */
  genuine: boolean
}

export type Answering = (received: Received, response: ServerResponse) => void

/** Answers with a status. */
export const saying =
  (status: number): Answering =>
  (_received, response) =>
    void response.writeHead(status).end()

/**
 * An endpoint on this machine that checks signatures by the words of the Standard Webhooks specification, without
 * any code of ours, and answers as it is told.
 */
export async function openReceiver() {
  const received: Received[] = []
  const state: { secret: string; answer: Answering } = { secret: '', answer: saying(204) }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const parsed = { ...JSON.parse(body), id: headerOf(request, 'webhook-id') }
      const taken: Received = { ...parsed, genuine: isGenuine(request, body, state.secret) }
      received.push(taken)
      state.answer(taken, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    state,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>

const headerOf = (request: IncomingMessage, name: string) => String(request.headers[name] ?? '')

function isGenuine(request: IncomingMessage, body: string, secret: string): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const signed = [headerOf(request, 'webhook-id'), headerOf(request, 'webhook-timestamp'), body].join('.')
  const expected = createHmac('sha256', key).update(signed).digest()
  return headerOf(request, 'webhook-signature')
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .some((part) => {
      const given = Buffer.from(part.slice(3), 'base64')
      return given.length === expected.length && timingSafeEqual(given, expected)
    })
}
