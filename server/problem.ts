import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import { Problem, problemDetails, problemKinds } from '#contract/problem.ts'
import type { Log } from './log.ts'

/** Checks input against its schema; a wrong one becomes a problem that names every wrong field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, strip = ''): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Problem('bad-request', undefined, { errors: fieldErrors(result.error, strip) })
}

/** One entry per wrong field, at most 50; `strip` takes a leading part such as `body.` off the paths. */
export function fieldErrors(error: z.ZodError, strip = ''): { path: string; message: string }[] {
  return error.issues.slice(0, 50).map((issue) => {
    const path = issue.path.join('.')
    const within = strip !== '' && `${path}.`.startsWith(strip)
    return { path: within ? path.slice(strip.length) : path, message: issue.message }
  })
}

/** What the body parser throws, by its `type`. */
const parserProblems: Record<string, Problem> = {
  'entity.parse.failed': new Problem('bad-request', 'The body is not valid JSON.'),
  'entity.too.large': new Problem('too-large', 'The body is larger than this address takes.'),
  'encoding.unsupported': new Problem('unsupported-type', 'That content encoding is not supported.'),
  'charset.unsupported': new Problem('unsupported-type', 'The body must be UTF-8.'),
  'request.aborted': new Problem('bad-request', 'The request ended early.'),
  'request.size.invalid': new Problem('bad-request', 'The body is not as long as it says.'),
}

/** Any error as a problem: ours as it is, a parser's by its kind, everything else without its text. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof URIError) return new Problem('bad-request', 'The address is not valid.')
  if (typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string')
    return parserProblems[error.type] ?? new Problem('internal')
  return new Problem('internal')
}

export function sendProblem(res: Response, problem: Problem): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const details = problemDetails(problem, requestIdOf(res))
  if (problem.retryAfterSeconds !== undefined) res.setHeader('Retry-After', problem.retryAfterSeconds)
  res.status(problemKinds[problem.kind].status)
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
  res.setHeader('Cache-Control', 'no-store')
  res.end(JSON.stringify(details))
}

export function requestIdOf(res: Response): string | undefined {
  const id: unknown = res.locals.requestId
  return typeof id === 'string' ? id : undefined
}

export const notFound: RequestHandler = (_req: Request, res: Response) =>
  sendProblem(res, new Problem('not-found', 'There is nothing at this address.'))

/** The last handler: every error leaves as RFC 9457 problem details; what we did not foresee is logged. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error, _req, res, _next) => {
    const problem = toProblem(error)
    if (problem.kind === 'internal')
      log.error(
        { error: error instanceof Error ? error : undefined, requestId: requestIdOf(res) },
        'unforeseen',
      )
    sendProblem(res, problem)
  }
}
