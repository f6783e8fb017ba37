import type { ProblemDetails } from '#contract/problem.ts'

type Reason = 'offline' | 'signed_out' | 'refused'

/** A request that did not succeed. `offline`: no answer came; `signed_out`: the session is gone; `refused`: the server said no. */
export class RequestError extends Error {
  readonly reason: Reason
  readonly problem: ProblemDetails | null
  constructor(reason: Reason, problem: ProblemDetails | null = null) {
    super(problem?.detail ?? problem?.title ?? reason)
    this.name = 'RequestError'
    this.reason = reason
    this.problem = problem
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

let csrfToken = ''
let signedOutListener: () => void = () => {}

/** Keeps the token that every write must show. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token
}

/** Called when any request but a sign-in finds the session gone. */
export function onSignedOut(listener: () => void): void {
  signedOutListener = listener
}

/** One call of `/api/…`. Throws a `RequestError`, nothing else; `signal` gives up waiting for it. */
export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const shown = csrfToken
  const response = await send(method, path, body, signal)
  if (response.ok) return response.status === 204 ? noBody<T>() : parse<T>(response)
  const problem = await readProblem(response)
  if (response.status === 401 && path !== '/api/session') {
    // an answer to the session before the present one says nothing about the present one
    if (shown === csrfToken) signedOutListener()
    throw new RequestError('signed_out', problem)
  }
  throw new RequestError(isGateway(response.status) ? 'offline' : 'refused', problem)
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch {
    throw new RequestError('offline')
  }
}

/** A body that breaks off in the middle is a connection that broke, not an answer. */
async function parse<T>(response: Response): Promise<T> {
  try {
    return await response.json()
  } catch {
    throw new RequestError('offline')
  }
}

function noBody<T>(): T {
  return JSON.parse('null')
}

async function readProblem(response: Response): Promise<ProblemDetails> {
  const fallback = { type: 'about:blank', title: response.statusText || 'Error', status: response.status }
  try {
    const body: unknown = await response.json()
    return isProblem(body) ? body : fallback
  } catch {
    return fallback
  }
}

function isProblem(value: unknown): value is ProblemDetails {
  return typeof value === 'object' && value !== null && 'title' in value && 'status' in value
}

// a proxy in front of a restarting server answers for it; 503 is Rapport's own "not ready yet"
const isGateway = (status: number) => status === 502 || status === 503 || status === 504
