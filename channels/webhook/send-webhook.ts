import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { type DestinationRules, destinationOf, type ResolveHost } from './destination.ts'
import { signedHeaders } from './signature.ts'

/** What one endpoint is told once. */
export interface WebhookMessage {
  /** The same in every try: by it the receiver knows what it has had. */
  id: string
  url: string
  body: string
  /** All that are in force. */
  secrets: readonly string[]
}

export type WebhookAnswer =
  /** It answered, whatever it said. */
  | { answered: true; status: number; text: string; retryAfterSeconds: number | null }
  /** No answer; it may have been told all the same. */
  | { answered: false; error: string }

export type SendWebhook = (message: WebhookMessage, now: Date) => Promise<WebhookAnswer>

export interface WebhookOptions extends DestinationRules {
  timeoutMs: number
}

/** Of an answer; the rest is not read. */
const ANSWER_BYTES = 1024

/**
 * Sends one message to the address that was checked just now: the connection goes to that address and to no
 * other, whatever the name stands for a moment later. Redirects are not followed. Must not throw.
 */
export function createWebhookSender(options: WebhookOptions): SendWebhook {
  return async (message, now) => {
    const resolve: ResolveHost = (host) => within(options.timeoutMs, options.resolve(host))
    const destination = await destinationOf(message.url, { ...options, resolve })
    if (!destination.ok) return { answered: false, error: `The address ${destination.problem}` }
    const { url, address } = destination
    const headers = {
      ...signedHeaders({ ...message, at: now }, message.secrets),
      'content-type': 'application/json',
      'user-agent': 'Rapport-Webhooks/1',
      'content-length': Buffer.byteLength(message.body),
      host: url.host,
      connection: 'close',
    }
    const to = { host: address, path: `${url.pathname}${url.search}`, method: 'POST', headers, agent: false }
    const secure = url.protocol === 'https:'
    const port = url.port || (secure ? 443 : 80)
    const open = () =>
      secure
        ? secureRequest({ ...to, port, servername: url.hostname.replace(/^\[|\]$/g, '') })
        : plainRequest({ ...to, port })
    return exchange(open, message.body, options.timeoutMs)
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function exchange(open: () => ClientRequest, body: string, timeoutMs: number): Promise<WebhookAnswer> {
  return new Promise((resolve) => {
    let request: ClientRequest
    const end = (answer: WebhookAnswer) => {
      clearTimeout(timer)
      resolve(answer)
      request?.destroy()
    }
    // from the first byte to the last: one who answers a byte a second does not hold us
    const timer = setTimeout(() => end({ answered: false, error: 'No answer in time' }), timeoutMs)
    try {
      request = open()
      request.on('error', (error) => end({ answered: false, error: wordsOf(error) }))
      request.on('response', (response) => readAnswer(response, end))
      request.end(body)
    } catch (error) {
      end({ answered: false, error: wordsOf(error) })
    }
  })
}

function readAnswer(response: IncomingMessage, end: (answer: WebhookAnswer) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  const answer = () => {
    const text = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString('utf8').replaceAll('\0', '')
    const status = response.statusCode ?? 0
    end({ answered: true, status, text, retryAfterSeconds: waitAsked(response.headers['retry-after']) })
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    length += chunk.length
    if (length >= ANSWER_BYTES) answer()
  })
  response.on('end', answer)
  response.on('error', answer) // the status was heard
  response.on('aborted', answer)
}

/** In seconds; a date is not read. */
function waitAsked(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null
}

/** Without the address, which a log must not have. */
function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed'
  return `The connection failed (${code.slice(0, 60)})`
}
