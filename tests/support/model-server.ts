import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One answer of the scripted model. */
export type ModelTurn =
  | { kind: 'text'; text: string /** Characters per chunk; one chunk where it is absent. */; chunk?: number }
  | { kind: 'tools'; calls: { name: string; args: string }[]; text?: string }
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  | { kind: 'hang' /** Text sent before nothing more comes. */; after?: string }
  | {
      kind: 'cut'
      after: string /** End the answer politely instead of breaking the connection. */
      politely?: boolean
    }
  | { kind: 'garbage' }

/** What the server was asked: a chat-completions body. */
export interface AskedOf {
  messages: { role: string; content: unknown; tool_calls?: unknown[]; tool_call_id?: string }[]
  tools?: unknown[]
  stream?: boolean
}

export interface ModelServer {
  url: string
  asked: AskedOf[]
  close(): Promise<void>
}

/** A loopback server that speaks chat-completions, streamed, as a script says. */
export async function startModelServer(
  script: (asked: AskedOf, call: number) => ModelTurn,
): Promise<ModelServer> {
  const asked: AskedOf[] = []
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => {
        asked.push(body)
        answer(script(body, asked.length - 1), response)
      })
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server)}/v1`, asked, close: () => stop(server) }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the model server does not listen')
  return address.port
}

async function readBody(request: IncomingMessage): Promise<AskedOf> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

function answer(turn: ModelTurn, response: ServerResponse): void {
  switch (turn.kind) {
    case 'status':
      response.writeHead(turn.status, { 'content-type': 'application/json', ...turn.headers })
      response.end(JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }))
      return
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"choices": [ this is not JSON\n\n')
      return
    case 'hang':
      open(response)
      if (turn.after) send(response, { content: turn.after })
      return
    case 'cut':
      open(response)
      send(response, { content: turn.after })
      setTimeout(() => (turn.politely ? response.end() : response.destroy()), 120)
      return
    case 'text':
      open(response)
      for (const piece of pieces(turn.text, turn.chunk)) send(response, { content: piece })
      finish(response, 'stop')
      return
    case 'tools':
      open(response)
      if (turn.text) send(response, { content: turn.text })
      for (const [index, call] of turn.calls.entries()) sendCall(response, index, call)
      finish(response, 'tool_calls')
  }
}

function open(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'keep-alive' })
  send(response, { role: 'assistant', content: '' })
}

/** Arguments come in two pieces, as real servers send them. */
function sendCall(response: ServerResponse, index: number, call: { name: string; args: string }): void {
  const half = Math.ceil(call.args.length / 2)
  const id = `call_${index}_${Math.abs(call.args.length)}`
  const first = {
    index,
    id,
    type: 'function',
    function: { name: call.name, arguments: call.args.slice(0, half) },
  }
  send(response, { tool_calls: [first] })
  send(response, { tool_calls: [{ index, function: { arguments: call.args.slice(half) } }] })
}

function send(response: ServerResponse, delta: object, finishReason: string | null = null): void {
  const event = {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  }
  response.write(`data: ${JSON.stringify(event)}\n\n`)
}

function finish(response: ServerResponse, reason: string): void {
  send(response, {}, reason)
  response.end('data: [DONE]\n\n')
}

function pieces(text: string, size: number | undefined): string[] {
  if (!size) return [text]
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}

/** How many tool results the model has been given since the shopper's last message. */
export function toolResultsIn(asked: AskedOf): number {
  const last = asked.messages.findLastIndex((message) => message.role === 'user')
  return asked.messages.slice(last + 1).filter((message) => message.role === 'tool').length
}
