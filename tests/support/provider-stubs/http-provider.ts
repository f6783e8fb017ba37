import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Behaviour } from './adapter-bench.ts'

export interface ProviderCall {
  path: string
  headers: IncomingMessage['headers']
  body: string
}

export interface HttpProvider {
  url: string
  calls: ProviderCall[]
  behave: (behaviour: Behaviour) => void
  /** Answers in place of its behaviours. */
  answerWith: (answer: (call: ProviderCall, response: ServerResponse) => void) => void
  goAway: () => Promise<void>
  close: () => Promise<void>
}

/** How one provider words its answers. */
export interface Wording {
  accepted: (call: ProviderCall, count: number) => { status: number; body: object }
  refused: (code: string, call: ProviderCall) => { status: number; body: object }
  garbage: object
}

/** A provider with an HTTP API on loopback, which does what it is told and keeps what it has read. */
export async function startHttpProvider(wording: Wording): Promise<HttpProvider> {
  const calls: ProviderCall[] = []
  let behaviour: Behaviour = 'accepts'
  let own: ((call: ProviderCall, response: ServerResponse) => void) | null = null
  const server = createServer((request, response) => {
    readCall(request)
      .then((call) => {
        calls.push(call)
        if (own) own(call, response)
        else answer(behaviour, call, calls.length, wording, response)
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const goAway = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    behave: (next) => {
      behaviour = next
    },
    answerWith: (next) => {
      own = next
    },
    goAway,
    close: goAway,
  }
}

async function readCall(request: IncomingMessage): Promise<ProviderCall> {
  let body = ''
  for await (const chunk of request) body += chunk
  return { path: request.url ?? '', headers: request.headers, body }
}

function answer(
  behaviour: Behaviour,
  call: ProviderCall,
  count: number,
  wording: Wording,
  response: ServerResponse,
): void {
  if (behaviour === 'hangs') return
  if (behaviour === 'cuts') response.destroy()
  else if (behaviour === 'server_error') reply(response, 503, { message: 'later' })
  else if (behaviour === 'too_many') reply(response, 429, { message: 'slowly' }, { 'retry-after': '7' })
  else if (behaviour === 'garbage') reply(response, 200, wording.garbage)
  else {
    const said =
      behaviour === 'accepts' ? wording.accepted(call, count) : wording.refused(behaviour.refuses, call)
    reply(response, said.status, said.body)
  }
}

export function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
