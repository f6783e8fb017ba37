import type { IncomingMessage, ServerResponse } from 'node:http'
import type { House } from '../house.ts'
import { answerProblem, head, preflight } from '../track/answer.ts'
import { sendCached, slotsOfSegment } from './cached.ts'
import { decideForPage } from './page.ts'

type Handler = (req: IncomingMessage, res: ServerResponse) => void

const DECIDE = '/v1/decide'
const SLOTS = '/v1/slots'

/** Answers for slots, and hands everything else on. A page waits for them before it is drawn. */
export function decideFirst(house: House, rest: Handler): Handler {
  return (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split('?', 2)
    if (path === DECIDE && req.method === 'POST')
      void serve(house, DECIDE, req, res, async () =>
        sendJson(res, await decideForPage(house, req, res, query)),
      )
    else if (path === SLOTS && req.method === 'GET')
      void serve(house, SLOTS, req, res, async () =>
        sendCached(req, res, await slotsOfSegment(house, req, res, query)),
      )
    else if (path === DECIDE && req.method === 'OPTIONS') preflight(req, res)
    else rest(req, res)
  }
}

async function serve(
  house: House,
  route: string,
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  const begun = performance.now()
  head(req, res)
  try {
    await answer()
  } catch (error) {
    answerProblem(house, error, req, res)
  }
  const milliseconds = performance.now() - begun
  house.metrics.request(route, req.method ?? '', res.statusCode, milliseconds / 1000)
  if (res.statusCode >= 400)
    house.log.info({ route, httpStatus: res.statusCode, milliseconds: Math.round(milliseconds) }, 'request')
}

function sendJson(res: ServerResponse, answer: object): void {
  const text = JSON.stringify(answer)
  res.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  res.end(text)
}
