import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Twilio } from 'twilio'
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js'
import { giveUpConnecting } from '../connecting.ts'

/** Every answer of Twilio that is no success, with the headers that its own exception leaves out. */
export class TwilioRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly retryAfter: string | null
  readonly date: string | null

  constructor(status: number, body: unknown, headers: unknown) {
    const { code, message } = refusalIn(body)
    super(message ?? `HTTP ${status}`)
    this.status = status
    this.code = code ?? String(status)
    this.retryAfter = headerOf(headers, 'retry-after')
    this.date = headerOf(headers, 'date')
  }
}

const CONNECT_MS = 5_000

export interface TwilioClientOptions {
  accountSid: string
  authToken: string
  /** In place of https://api.twilio.com: a stub of the tests, a proxy of the shop. */
  apiUrl?: string | undefined
  timeoutMs: number
}

/**
 * Twilio's own client, imported when it is first needed: it is heavy. Each request has a connection of its own:
 * on a kept one that the other side is just closing, nobody could say whether the message was read.
 */
export async function createTwilioClient(options: TwilioClientOptions): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  const { accountSid, authToken, apiUrl, timeoutMs } = options
  class Line extends twilio.RequestClient {
    override async request<T>(asked: RequestOptions<T>) {
      const answer = await super.request<T>({ ...asked, uri: addressOf(asked.uri, apiUrl) })
      if (answer.statusCode >= 400) throw new TwilioRefusal(answer.statusCode, answer.body, answer.headers)
      return answer
    }
  }
  const httpClient = new Line({ timeout: timeoutMs, keepAlive: false, autoRetry: false })
  const { defaults } = httpClient.axios
  const connectMs = Math.min(CONNECT_MS, timeoutMs / 2)
  // the package's own agent knows the shop's certificates; one for a proxy is left as it is
  if (defaults.httpsAgent instanceof HttpsAgent) giveUpConnecting(defaults.httpsAgent, connectMs)
  defaults.httpAgent = giveUpConnecting(new HttpAgent({ keepAlive: false }), connectMs)
  return twilio(accountSid, authToken, { httpClient, autoRetry: false })
}

function addressOf(uri: string, apiUrl: string | undefined): string {
  if (!apiUrl) return uri
  const { pathname, search } = new URL(uri)
  return `${apiUrl.replace(/\/$/, '')}${pathname}${search}`
}

function refusalIn(body: unknown): { code: string | null; message: string | null } {
  const said = typeof body === 'object' && body !== null ? body : {}
  return {
    code: 'code' in said && typeof said.code === 'number' ? String(said.code) : null,
    message: 'message' in said && typeof said.message === 'string' ? said.message : null,
  }
}

function headerOf(headers: unknown, name: string): string | null {
  if (typeof headers !== 'object' || headers === null) return null
  const value: unknown = Reflect.get(headers, name)
  return typeof value === 'string' ? value : null
}
