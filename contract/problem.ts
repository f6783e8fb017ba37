/** RFC 9457 problem details, as every HTTP error and every refused socket call answers. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  detail?: string
  /** One entry per wrong field, where the input was wrong. */
  errors?: { path: string; message: string }[]
  requestId?: string
  retryAfterSeconds?: number
}

/** The closed list of problem kinds; `type` of a problem is `urn:rapport:problem:<kind>`. */
export const problemKinds = {
  'bad-request': { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in or send a valid key' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'That does not fit the present state' },
  gone: { status: 410, title: 'That has expired' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-type': { status: 415, title: 'Unsupported content type' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not ready' },
} as const

export type ProblemKind = keyof typeof problemKinds

/** An error that the edge turns into problem details; anything else becomes `internal` without its text. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly errors: { path: string; message: string }[] | undefined
  readonly retryAfterSeconds: number | undefined
  constructor(
    kind: ProblemKind,
    detail?: string,
    extra: { errors?: { path: string; message: string }[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail ?? problemKinds[kind].title)
    this.name = 'Problem'
    this.kind = kind
    this.errors = extra.errors
    this.retryAfterSeconds = extra.retryAfterSeconds
  }
}

/** The wire form of a problem. */
export function problemDetails(problem: Problem, requestId?: string): ProblemDetails {
  const { status, title } = problemKinds[problem.kind]
  return {
    type: `urn:rapport:problem:${problem.kind}`,
    title,
    status,
    ...(problem.message !== title && { detail: problem.message }),
    ...(problem.errors && { errors: problem.errors }),
    ...(requestId && { requestId }),
    ...(problem.retryAfterSeconds !== undefined && { retryAfterSeconds: problem.retryAfterSeconds }),
  }
}
