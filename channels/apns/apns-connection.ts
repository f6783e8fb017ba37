import { type ClientHttp2Session, connect, constants } from 'node:http2'

export interface ApnsAnswer {
  status: number
  apnsId: string | null
  /** Apple's word for what went wrong, such as `BadDeviceToken`. */
  reason: string
  retryAfter: string | null
}

/** `unsent`: nothing of the request was taken. `lost`: it may have been. */
export type ApnsExchange =
  | { kind: 'answer'; answer: ApnsAnswer }
  | { kind: 'unsent'; text: string }
  | { kind: 'lost'; text: string }

export interface ApnsConnection {
  post: (path: string, headers: Record<string, string>, body: string) => Promise<ApnsExchange>
  close: () => void
}

/** One HTTP/2 connection that is kept open, as Apple wants it, and made again when it has ended. */
export function createApnsConnection(baseUrl: string, timeoutMs: number): ApnsConnection {
  let open: ClientHttp2Session | null = null
  const session = () => {
    if (open && !open.closed && !open.destroyed) return open
    const fresh = connect(baseUrl)
    const forget = () => {
      if (open === fresh) open = null
    }
    // what was asked ends with its own error; a connection that says goodbye takes nothing new
    fresh.on('error', forget)
    fresh.on('goaway', forget)
    fresh.on('close', forget)
    fresh.unref()
    open = fresh
    return fresh
  }
  return {
    post: async (path, headers, body) => {
      try {
        return await exchange(session(), path, headers, body, timeoutMs)
      } catch (error) {
        return { kind: 'unsent', text: error instanceof Error ? error.message : 'no connection' }
      }
    },
    close: () => {
      open?.close()
      open = null
    },
  }
}

function exchange(
  session: ClientHttp2Session,
  path: string,
  headers: Record<string, string>,
  body: string,
  timeoutMs: number,
): Promise<ApnsExchange> {
  return new Promise((resolve) => {
    let answer: ApnsAnswer | null = null
    let said = ''
    const stream = session.request({ ':method': 'POST', ':path': path, ...headers })
    const failed = (text: string) => resolve({ kind: wasUnsent(session, stream) ? 'unsent' : 'lost', text })
    const timer = setTimeout(() => {
      failed('Apple did not answer in time.')
      stream.close(constants.NGHTTP2_CANCEL)
    }, timeoutMs)
    stream.setEncoding('utf8')
    stream.on('response', (given) => {
      const header = (name: string) => (typeof given[name] === 'string' ? given[name] : null)
      const status = Number(given[':status'])
      answer = { status, apnsId: header('apns-id'), reason: '', retryAfter: header('retry-after') }
    })
    stream.on('data', (chunk: string) => {
      said += chunk
    })
    stream.on('error', (error) => failed(error.message))
    stream.on('close', () => {
      clearTimeout(timer)
      if (answer) resolve({ kind: 'answer', answer: { ...answer, reason: reasonIn(said) } })
      else failed('The connection ended without an answer.')
    })
    stream.end(body)
  })
}

/** Refused by the server before it was looked at (RFC 9113, 8.7), or never on a connection at all. */
function wasUnsent(
  session: ClientHttp2Session,
  stream: { rstCode?: number | undefined; pending: boolean },
): boolean {
  return stream.rstCode === constants.NGHTTP2_REFUSED_STREAM || stream.pending || session.connecting
}

function reasonIn(said: string): string {
  try {
    const parsed: unknown = JSON.parse(said)
    return typeof parsed === 'object' && parsed !== null && 'reason' in parsed ? String(parsed.reason) : ''
  } catch {
    return ''
  }
}
