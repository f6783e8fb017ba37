import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from '#contract/problem.ts'
import { isFields } from '#domain/events/index.ts'
import type { House } from '../house.ts'
import type { KnownKey } from '../key-memory.ts'
import { admitKey, admitPage, ipOf, keyInBody, keyInHead, proofOf } from './admit.ts'
import { answerProblem, head, preflight } from './answer.ts'
import {
  addresses,
  batchAnswer,
  bodyLimit,
  callsIn,
  libraryIn,
  refusalProblem,
  type TrackAddress,
} from './calls.ts'
import { tellMailReports } from './mail-reports.ts'
import { readBody } from './read-body.ts'

type Handler = (req: IncomingMessage, res: ServerResponse) => void

/**
 * Answers the calls of Segment's HTTP API, and hands everything else on. They do not pass Express: they come
 * by the thousand, and what it does for each costs more than the call.
 */
export function trackFirst(house: House, rest: Handler): Handler {
  return (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split('?', 2)
    const address = addresses.get(path)
    if (address !== undefined && req.method === 'POST') void serve(house, address, query, req, res)
    else if (address !== undefined && req.method === 'OPTIONS') preflight(req, res)
    else rest(req, res)
  }
}

async function serve(
  house: House,
  address: TrackAddress,
  query: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const begun = performance.now()
  head(req, res)
  try {
    const answer = await take(house, address, query, req, res)
    res.statusCode = 200
    res.setHeader('Content-Type', 'application/json; charset=utf-8')
    res.end(JSON.stringify(answer))
  } catch (error) {
    answerProblem(house, error, req, res)
  }
  const milliseconds = performance.now() - begun
  house.metrics.request(`/v1/${address}`, 'POST', res.statusCode, milliseconds / 1000)
  if (res.statusCode >= 400)
    house.log.info(
      { route: `/v1/${address}`, httpStatus: res.statusCode, milliseconds: Math.round(milliseconds) },
      'request',
    )
}

/** The steps: key, body, whom it may speak for, and the events themselves. */
async function take(
  house: House,
  address: TrackAddress,
  query: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<object> {
  const shown = keyInHead(req, query)
  const early = shown === null ? null : await admitKey(house, req, res, shown)
  if (early?.kind === 'public') await admitPage(house, req)
  const receivedAt = house.clock()
  const body = await readBody(req, bodyLimit(address))
  const key = early ?? (await admitKey(house, req, res, keyInBody(body)))
  if (!early && key.kind === 'public') await admitPage(house, req)
  if (key.kind === 'public') refuseToPages(address, req, res)
  const calls = callsIn(address, body)
  const taken = await house.events.take(calls, {
    trust: key.kind,
    source: sourceOf(key, calls),
    receivedAt,
    sentAt: sentAtOf(body),
    proof: key.kind === 'public' ? await proofOf(house, req, body) : null,
    ...(address !== 'batch' && { type: address }),
    context: contextOf(house, key, req),
  })
  if (key.kind === 'secret') await tellMailReports(house, calls, receivedAt)
  if (address === 'batch') return batchAnswer(calls, taken)
  const [only] = taken
  if (only && !only.ok) throw refusalProblem(only)
  return { success: true }
}

function refuseToPages(address: TrackAddress, req: IncomingMessage, res: ServerResponse): void {
  if (address !== 'batch' && address !== 'group' && address !== 'alias') return
  if (req.headers.origin === undefined) res.setHeader('WWW-Authenticate', 'Basic realm="Rapport"')
  throw new Problem('unauthenticated', `/v1/${address} takes the secret key only.`)
}

/** A page could call itself anything: it is known by its key alone. */
function sourceOf(key: KnownKey, calls: readonly unknown[]): string {
  const library = key.kind === 'secret' ? libraryIn(calls) : null
  return library === null ? key.label : `${key.label} · ${library}`
}

function sentAtOf(body: unknown): Date | null {
  const given = isFields(body) ? body.sentAt : undefined
  if (typeof given !== 'string') return null
  const at = new Date(given)
  return Number.isNaN(at.getTime()) ? null : at
}

/** Global Privacy Control has the one value 1; a page's address is for its city and is not stored. */
function contextOf(house: House, key: KnownKey, req: IncomingMessage): Record<string, unknown> {
  return {
    ...(req.headers['sec-gpc'] === '1' && { gpc: true }),
    ...(key.kind === 'public' && { ip: ipOf(house, req) }),
  }
}
