import type { SessionView } from '#contract/staff-api.ts'
import { RequestError, rememberCsrfToken, request } from './http.ts'

/** The session of this browser; null where nobody is signed in. */
export async function readSession(): Promise<SessionView | null> {
  try {
    return keep(await request<SessionView>('GET', '/api/session'))
  } catch (error) {
    if (error instanceof RequestError && error.problem?.status === 401) return null
    throw error
  }
}

export async function signIn(email: string, password: string): Promise<SessionView> {
  return keep(await request<SessionView>('POST', '/api/session', { email, password }))
}

export function signOut(): Promise<null> {
  return request('DELETE', '/api/session')
}

function keep(session: SessionView): SessionView {
  rememberCsrfToken(session.csrfToken)
  return session
}
