import type { Response } from 'express'
import { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import { type SessionView, signInInput } from '#contract/staff-api.ts'
import { signIn, signOut, staffOffline } from '#domain/staff/index.ts'
import type { House } from '../house.ts'
import { type Call, operation, staffOperation } from '../operation.ts'
import { sessionView } from '../schemas/staff.ts'
import { clearStaffCookie, setStaffCookie, staffCookieOf } from '../staff-cookie.ts'

const none = z.object({})

async function startSession(input: z.output<typeof signInInput>, call: Call): Promise<SessionView> {
  const { house, now, req, res, address } = call
  const answer = await signIn(house.db, input.email, input.password, address, now)
  if (!answer.ok) throw refusalOf(answer)
  // whatever session the browser came with ends here: nobody can have planted the new one
  const earlier = staffCookieOf(req.headers.cookie)
  if (earlier) await signOut(house.db, earlier)
  setStaffCookie(res, answer.session, house.publicUrl())
  const { shopName } = await house.settings()
  const sandbox = hasSandbox(house)
  return { staff: answer.staff, csrfToken: answer.csrfToken, shopName, sandbox }
}

const hasSandbox = (house: House) => house.sandbox.channels().length > 0

function refusalOf(answer: { reason: 'wrong' | 'locked'; retryAfterSeconds?: number }): Problem {
  if (answer.reason === 'wrong') return new Problem('unauthenticated', 'The e-mail or the password is wrong.')
  return new Problem('too-many-requests', 'Too many tries. Please wait before you try again.', {
    retryAfterSeconds: answer.retryAfterSeconds ?? 900,
  })
}

async function endSession(call: Call & { secret: string; staffId: string; res: Response }): Promise<void> {
  await signOut(call.house.db, call.secret)
  await staffOffline(call.house.db, call.staffId, call.now)
  call.house.staffChanged(call.staffId)
  clearStaffCookie(call.res, call.house.publicUrl())
}

export const sessionOperations = [
  operation('signIn', 'sign_in', {
    method: 'post',
    path: '/api/session',
    summary: 'Sign in; sets the session cookie and answers the CSRF token that every write must show',
    input: z.object({ body: signInInput }),
    answer: sessionView,
    run: ({ body }, call) => startSession(body, call),
  }),
  staffOperation('readSession', {
    method: 'get',
    path: '/api/session',
    summary: 'Who is signed in',
    input: none,
    answer: sessionView,
    run: async (_input, { house, staff, session }): Promise<SessionView> => {
      const { shopName } = await house.settings()
      return { staff, csrfToken: session.csrfToken, shopName, sandbox: hasSandbox(house) }
    },
  }),
  staffOperation('signOut', {
    method: 'delete',
    path: '/api/session',
    summary: 'Sign out; ends the session and its sockets',
    input: none,
    answer: null,
    run: (_input, call) => endSession({ ...call, secret: call.session.secret, staffId: call.staff.staffId }),
  }),
]
