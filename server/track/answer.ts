import type { IncomingMessage, ServerResponse } from 'node:http'
import { newId } from '#contract/ids.ts'
import { problemDetails, problemKinds } from '#contract/problem.ts'
import type { House } from '../house.ts'
import { toProblem } from '../problem.ts'

const REQUEST_ID = /^[\w-]{8,64}$/

/** What every answer begins with: its id, that it is not kept, and that pages of the shop may read it. */
export function head(req: IncomingMessage, res: ServerResponse): void {
  const given = req.headers['x-request-id']
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('request', new Date())
  res.setHeader('X-Request-Id', id)
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('X-Content-Type-Options', 'nosniff')
  if (req.headers.origin !== undefined) letPagesRead(req, res)
}

function letPagesRead(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Vary', 'Origin')
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
  res.setHeader('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id')
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** Whether the origin is the shop's is decided when the call comes, with its key. */
export function preflight(req: IncomingMessage, res: ServerResponse): void {
  head(req, res)
  res.setHeader('Access-Control-Allow-Methods', 'POST')
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Identity-Token')
  res.setHeader('Access-Control-Max-Age', '7200')
  res.writeHead(204).end()
}

/** Tells what went wrong as a page or program can read it. */
export function answerProblem(house: House, error: unknown, req: IncomingMessage, res: ServerResponse): void {
  const problem = toProblem(error)
  const requestId = String(res.getHeader('X-Request-Id'))
  if (problem.kind === 'internal') house.log.error({ error, requestId }, 'unforeseen')
  req.resume() // what is left of the body is thrown away
  if (problem.retryAfterSeconds !== undefined) res.setHeader('Retry-After', problem.retryAfterSeconds)
  res.statusCode = problemKinds[problem.kind].status
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
  res.end(JSON.stringify(problemDetails(problem, requestId)))
}
