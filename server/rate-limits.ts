import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '#contract/problem.ts'

/** Each is `points` in `seconds`; kept in memory per process, which is enough to stay polite. */
export interface Limits {
  /** Messages of one session: a burst, then one a second. */
  messageBurst: number
  messagesPerSecond: number
  /** Messages of all sessions of one address in a minute: a school or an office is one address. */
  messagesPerAddress: number
  /** New sessions from one address in ten minutes. */
  sessionsPerAddress: number
  /** Calls without effect on a conversation (resume, cart, identify) of one socket in ten seconds. */
  callsPerSocket: number
  /** HTTP requests without staff session or secret key of one address in a minute. */
  requestsPerAddress: number
  /** Refused secret keys of one address in fifteen minutes. */
  wrongKeysPerAddress: number
  /** Photos and reviews from one address in an hour. */
  submissionsPerAddress: number
}

export const defaultLimits: Limits = {
  messageBurst: 20,
  messagesPerSecond: 1,
  messagesPerAddress: 300,
  sessionsPerAddress: 120,
  callsPerSocket: 100,
  requestsPerAddress: 1200,
  wrongKeysPerAddress: 20,
  submissionsPerAddress: 30,
}

export type LimitName =
  | 'message'
  | 'addressMessages'
  | 'addressSessions'
  | 'socketCalls'
  | 'requests'
  | 'wrongKeys'
  | 'submissions'

export interface RateLimits {
  /** Counts one; throws the problem `too-many-requests` with the seconds to wait where it is one too many. */
  consume: (limit: LimitName, key: string) => Promise<void>
}

export function createRateLimits(given: Partial<Limits> = {}): RateLimits {
  const limits = { ...defaultLimits, ...given }
  const windowed = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration })
  const perSession = new BurstyRateLimiter(
    windowed('m', limits.messagesPerSecond, 1),
    windowed('mb', Math.max(1, limits.messageBurst - limits.messagesPerSecond), limits.messageBurst),
  )
  const limiters: Record<LimitName, Pick<RateLimiterMemory, 'consume'>> = {
    message: { consume: (key) => perSession.consume(key).then((res) => res ?? new RateLimiterRes()) },
    addressMessages: windowed('am', limits.messagesPerAddress, 60),
    addressSessions: windowed('as', limits.sessionsPerAddress, 600),
    socketCalls: windowed('sc', limits.callsPerSocket, 10),
    requests: windowed('rq', limits.requestsPerAddress, 60),
    wrongKeys: windowed('wk', limits.wrongKeysPerAddress, 900),
    submissions: windowed('ug', limits.submissionsPerAddress, 3600),
  }
  return { consume: (limit, key) => limiters[limit].consume(key).then(nothing, politely) }
}

const nothing = () => {}

function politely(refusal: unknown): never {
  if (!(refusal instanceof RateLimiterRes)) throw refusal
  const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
  throw new Problem('too-many-requests', 'That was too fast. Please wait a moment and send it again.', {
    retryAfterSeconds,
  })
}
