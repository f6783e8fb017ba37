import express, { type Express, type RequestHandler } from 'express'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { publicKey } from '#domain/settings/index.ts'
import { admit } from './access.ts'
import { securityHeaders } from './csp.ts'
import type { House } from './house.ts'
import { networkOf } from './network.ts'
import { openApiDocument } from './openapi.ts'
import type { Operation } from './operation.ts'
import { listOperations } from './operations.ts'
import { preflight } from './preflight.ts'
import { notFound, problemHandler, requestIdOf } from './problem.ts'
import { againPages } from './routes/again.ts'
import { countdownPictures } from './routes/countdown.ts'
import { demoRoutes } from './routes/demo.ts'
import { documentPages } from './routes/document-page.ts'
import { linkPages } from './routes/links.ts'
import type { Readiness } from './routes/operator.ts'
import { preferencePages } from './routes/preferences.ts'
import { pushPages } from './routes/push-pages.ts'
import { consolePages, frontDoor, widgetFiles } from './routes/screens.ts'
import { ugcPages, ugcPreflight } from './routes/ugc-pages.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { keyedHash } from './secrets.ts'
import { webhooksOf } from './webhooks.ts'

/** The whole of HTTP, in this order: headers, operations, pages, the demo shop, not found, problems. */
export function createHttp(house: House, readiness: Readiness): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', house.config.TRUST_PROXY)
  app.set('query parser', 'simple')
  app.set('etag', false)
  app.use(requestId, watchRequests(house), securityHeaders(house.publicUrl().startsWith('https://')))
  app.use(webhookRoutes(webhooksOf(house)))
  app.use(pushPages(), ugcPreflight())
  const operations = listOperations(readiness)
  for (const entry of operations.filter(({ apart }) => !apart)) register(app, house, entry)
  const document = JSON.stringify(openApiDocument(operations))
  app.get('/openapi.json', (_req, res) => res.type('json').send(document))
  app.use(
    ['/documents', '/demo/api', '/preferences', '/u', '/l', '/again', '/ugc', '/countdown'],
    limitPages(house),
  )
  app.use(widgetFiles(), consolePages(), documentPages(house), preferencePages(house), frontDoor(house))
  app.use(linkPages(house), againPages(house), ugcPages(house), countdownPictures(house))
  app.use(
    demoRoutes({
      db: house.db,
      identitySecret: house.secrets.identity,
      publicKey: () => publicKey(house.db),
      clock: house.clock,
    }),
  )
  app.use(notFound)
  app.use(problemHandler(house.log))
  return app
}

/** Pages and data that are no operation, and read the database: they count like the requests that are. */
function limitPages(house: House): RequestHandler {
  return async (req, _res, next) => {
    await house.limits.consume('requests', addressOf(house, req))
    next()
  }
}

/** A hash of where the caller is: the address itself is kept nowhere. */
function addressOf(house: House, req: express.Request): string {
  return keyedHash(house.secrets, 'address', networkOf(req.ip ?? ''))
}

const REQUEST_ID = /^[\w-]{8,64}$/

const requestId: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id') ?? ''
  const id = REQUEST_ID.test(given) ? given : newId('request', new Date())
  res.locals.requestId = id
  res.setHeader('X-Request-Id', id)
  next()
}

/** Counts and logs every request by its route's pattern: an address may hold a key or an order number. */
function watchRequests(house: House): RequestHandler {
  return (req, res, next) => {
    const begun = performance.now()
    res.on('finish', () => {
      const milliseconds = Math.round(performance.now() - begun)
      const route: unknown = req.route?.path
      const pattern = typeof route === 'string' ? route : 'other'
      house.metrics.request(pattern, req.method, res.statusCode, milliseconds / 1000)
      const fields = {
        requestId: requestIdOf(res),
        method: req.method,
        route: pattern,
        httpStatus: res.statusCode,
      }
      const quiet = req.method === 'GET' && res.statusCode < 400
      house.log[quiet ? 'debug' : 'info']({ ...fields, milliseconds }, 'request')
    })
    next()
  }
}

function register(app: Express, house: House, entry: Operation): void {
  if (entry.access === 'public_key' && entry.method === 'get') app.options(entry.path, preflight)
  app[entry.method](entry.path, async (req, res) => {
    const address = addressOf(house, req)
    const session = await admit(house, entry, req, res, address)
    await readBody(entry, req, res)
    const raw = { params: req.params, query: req.query, body: req.body }
    const answer = await entry.run(raw, { house, now: house.clock(), req, res, address }, session)
    res.setHeader('Cache-Control', 'no-store')
    if (entry.answer === null) res.status(entry.status).end()
    // of `image/*` the operation itself says which
    else if (entry.answer === 'image/*') res.send(answer)
    else if (typeof entry.answer === 'string') res.type(entry.answer).send(answer)
    else res.status(entry.status).json(answer)
  })
}

const LINES = ['application/x-ndjson', 'application/jsonl', 'application/json-lines', 'text/plain']

/** Reads the body as JSON, or as lines where the operation takes them; nothing is read that is not asked for. */
async function readBody(entry: Operation, req: express.Request, res: express.Response): Promise<void> {
  if (entry.bodyLimit === null) return
  const limit = entry.bodyLimit
  const isLines = entry.lines && req.is(LINES) !== false
  if (!isLines && req.is('json') === false)
    throw new Problem('unsupported-type', `Send ${entry.lines ? 'JSON or JSON lines' : 'JSON'}.`)
  const parse = isLines ? express.text({ limit, type: LINES }) : express.json({ limit })
  await new Promise<void>((resolve, reject) =>
    parse(req, res, (error?: unknown) => (error ? reject(error) : resolve())),
  )
}
