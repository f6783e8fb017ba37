import type { StaffRole } from '#contract/staff-api.ts'
import { addStaff } from '#domain/staff/index.ts'
import { type RunningServer, type ServerOptions, startServer } from '#server/index.ts'
import type { Store } from '#store/index.ts'

export { eventually } from './eventually.ts'

/** A server on a free port, over a test database, quiet and without vectors unless told otherwise. */
export function startTestServer(store: Store, options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  return startServer({
    host: '127.0.0.1',
    port: 0,
    store,
    env: { LOG_LEVEL: 'silent' },
    embedder: null,
    model: null,
    demo: false,
    ...options,
  })
}

export interface Answer {
  status: number
  headers: Headers
  /** Parsed JSON, or the text where it is none. */
  body: unknown
}

export interface RequestOptions {
  body?: unknown
  /** Sent as it is. */
  rawBody?: string
  headers?: Record<string, string>
}

/** One HTTP request; never throws on a status. */
export async function request(url: string, method: string, options: RequestOptions = {}): Promise<Answer> {
  const hasBody = options.rawBody !== undefined || options.body !== undefined
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers: { ...(hasBody && { 'content-type': 'application/json' }), ...options.headers },
    ...(hasBody && { body: options.rawBody ?? JSON.stringify(options.body) }),
    redirect: 'manual',
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The value at a path of an answer's body: `at(answer, 'staff', 'name')`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null) return undefined
    return Object.entries(inner).find(([name]) => name === String(key))?.[1]
  }, value)
}

export interface StaffClient {
  staffId: string
  email: string
  password: string
  cookie: string
  csrfToken: string
  /** A request with the cookie, and with the CSRF token on writes unless `headers` say otherwise. */
  call: (method: string, path: string, options?: RequestOptions) => Promise<Answer>
}

export const sessionCookie = (answer: Answer): string =>
  (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

let accounts = 0

/** A new account with these roles, signed in. */
export async function signedIn(
  server: RunningServer,
  roles: StaffRole[],
  name = 'Mia',
): Promise<StaffClient> {
  const email = `${name.toLowerCase()}-${++accounts}@example.com`
  const { staff, password } = await addStaff(server.store.db, { email, name, roles }, new Date())
  return signInAs(server, staff.staffId, email, password)
}

export async function signInAs(
  server: RunningServer,
  staffId: string,
  email: string,
  password: string,
): Promise<StaffClient> {
  const answer = await request(`${server.url}/api/session`, 'post', { body: { email, password } })
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`)
  const cookie = sessionCookie(answer)
  const csrfToken = String(at(answer.body, 'csrfToken'))
  return {
    staffId,
    email,
    password,
    cookie,
    csrfToken,
    call: (method, path, options = {}) =>
      request(server.url + path, method, {
        ...options,
        headers: { cookie, ...(method !== 'get' && { 'x-csrf-token': csrfToken }), ...options.headers },
      }),
  }
}
