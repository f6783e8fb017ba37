import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem, problemDetails } from '#contract/problem.ts'

type Handler = (req: IncomingMessage, res: ServerResponse) => void

/** Answers while the house is still opening; then everything goes to the app. */
export function waitingRoom(): { handle: Handler; open: (app: Handler) => void } {
  let app: Handler = (req, res) => {
    const alive = req.url === '/health'
    const body = alive
      ? { status: 'ok', uptimeSeconds: Math.floor(process.uptime()) }
      : problemDetails(new Problem('unavailable', 'The server is starting: its rooms are not open yet.'))
    res.writeHead(alive ? 200 : 503, {
      'Content-Type': alive ? 'application/json' : 'application/problem+json',
      'Cache-Control': 'no-store',
      'Retry-After': '1',
    })
    res.end(JSON.stringify(body))
  }
  return {
    handle: (req, res) => app(req, res),
    open: (handler) => {
      app = handler
    },
  }
}
