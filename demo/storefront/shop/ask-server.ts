import type { ProblemDetails } from '../../../contract/problem.ts'

/** An answer that was no answer; `message` may be shown. */
export class ShopError extends Error {
  readonly status: number
  readonly fields: { path: string; message: string }[]
  constructor(status: number, message: string, fields: { path: string; message: string }[] = []) {
    super(message)
    this.name = 'ShopError'
    this.status = status
    this.fields = fields
  }
}

interface Asking {
  body?: unknown
  token?: string | null
  signal?: AbortSignal
  /** Where the path begins; the demo shop's own data unless said. */
  base?: string
}

/** Asks the demo shop's server; throws a ShopError for every refusal, status 0 where it was not reached. */
export async function askServer<T>(
  path: string,
  { body, token, signal, base = '/demo/api' }: Asking = {},
): Promise<T> {
  const response = await fetch(`${base}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ShopError(0, '')
  })
  if (!response.ok) throw await errorOf(response)
  return response.json()
}

async function errorOf(response: Response): Promise<ShopError> {
  const problem: Partial<ProblemDetails> = await response.json().catch(() => ({}))
  return new ShopError(response.status, problem.detail ?? problem.title ?? '', problem.errors)
}
