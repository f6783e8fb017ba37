import { Router } from 'express'
import { pushWorker } from '../push-worker.ts'
import { fromAnywhere } from '../static.ts'

const WORKER_SECONDS = 300
const PREFLIGHT_SECONDS = '7200'

/**
 * `/rapport-push.js`, which a shop's own service worker imports, and the question that a browser asks before a
 * page of the shop may register. Whether the origin is the shop's is decided when the call comes, with its key.
 */
export function pushPages(): Router {
  const router = Router()
  router.get('/rapport-push.js', fromAnywhere, (_req, res) => {
    res.setHeader('Cache-Control', `public, max-age=${WORKER_SECONDS}`)
    res.setHeader('Service-Worker-Allowed', '/')
    res.type('js').send(pushWorker)
  })
  router.options('/v1/push', (req, res) => {
    res.setHeader('Vary', 'Origin')
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
    res.setHeader('Access-Control-Allow-Methods', 'GET, POST, DELETE')
    res.setHeader('Access-Control-Allow-Headers', 'Content-Type')
    res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS)
    res.status(204).end()
  })
  return router
}
