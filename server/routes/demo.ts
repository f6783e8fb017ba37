import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Request, type RequestHandler, Router } from 'express'
import { checkoutInput, productId, quoteInput, signInAsInput } from '#contract/demo-shop.ts'
import { Problem } from '#contract/problem.ts'
import {
  accessOfClaims,
  accountPage,
  claimsOf,
  createShelf,
  departmentPage,
  isDemo,
  pictureNamed,
  placeOrder,
  productPage,
  quote,
  shopView,
  signInAs,
} from '#demo/index.ts'
import { escapeHtml } from '#knowledge/documents/index.ts'
import { type Db, projectRoot } from '#store/index.ts'
import { parseInput } from '../problem.ts'
import { cacheControl, openFolder } from '../static.ts'

export interface DemoDeps {
  db: Db
  /** Signs the identity tokens of the demo shop's customers. */
  identitySecret: string
  publicKey: () => Promise<string | null>
  clock: () => Date
}

/** The demo shop: its pictures, its data, its pages. Everything passes through while it is not there. */
export function demoRoutes(deps: DemoDeps): Router {
  const router = Router()
  router.use(onlyInDemo(deps.db))
  router.get('/demo/images/:name', (req, res) => {
    const svg = pictureNamed(req.params.name.replace(/\.svg$/, ''))
    if (svg === null) throw new Problem('not-found', 'There is no such picture')
    res.type('svg').set('Cache-Control', 'public, max-age=86400')
    res.set('Cross-Origin-Resource-Policy', 'cross-origin') // the widget shows them in pages of other origins
    res.set('Content-Security-Policy', "default-src 'none'").send(svg)
  })
  router.use('/demo/api', demoData(deps))
  router.use(storefront(deps))
  return router
}

function onlyInDemo(db: Db): RequestHandler {
  return async (_req, _res, next) => next((await isDemo(db)) ? undefined : 'router')
}

function demoData({ db, identitySecret, clock }: DemoDeps): Router {
  const router = Router()
  const shelf = createShelf(db, clock)
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.use(express.json({ limit: '50kb' }))
  router.get('/shop', async (_req, res) => res.json(await shopView(db, shelf, clock())))
  const whoAsks = async (req: Request, now: Date) => {
    const claims = await claimsOf(identitySecret, req.get('authorization'), now)
    return { userId: claims?.sub, access: await accessOfClaims(db, claims, now) }
  }
  router.get('/departments/:slug', async (req, res) => {
    const now = clock()
    res.json(await departmentPage(shelf, req.params.slug, now, (await whoAsks(req, now)).access))
  })
  router.get('/products/:id', async (req, res) => {
    const now = clock()
    const id = parseInput(productId, req.params.id)
    res.json(await productPage(db, shelf, id, now, (await whoAsks(req, now)).access))
  })
  router.post('/quote', async (req, res) => {
    const now = clock()
    res.json(await quote(db, parseInput(quoteInput, req.body), now, (await whoAsks(req, now)).access))
  })
  router.post('/orders', async (req, res) => {
    const now = clock()
    const order = await placeOrder(db, parseInput(checkoutInput, req.body), await whoAsks(req, now), now)
    shelf.forget()
    res.status(201).json(order)
  })
  router.post('/sign-in', async (req, res) => {
    const { userId } = parseInput(signInAsInput, req.body)
    res.json(await signInAs(identitySecret, userId, clock()))
  })
  router.get('/account', async (req, res) => {
    const claims = await claimsOf(identitySecret, req.get('authorization'), clock())
    if (!claims) throw new Problem('unauthenticated', 'Please sign in')
    res.json(await accountPage(db, claims))
  })
  return router
}

const pages = ['/', '/departments/:slug', '/products/:id', '/search', '/cart', '/checkout', '/account']

/** Own files only; the widget's socket goes to this host too. */
const storefrontPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

function storefront({ publicKey }: DemoDeps): Router {
  const folder = openFolder(join(projectRoot, 'dist', 'storefront'))
  const router = Router()
  const sendPage: RequestHandler = async (_req, res, next) => {
    if (!folder.has('index.html')) return next()
    res.set('Content-Security-Policy', storefrontPolicy).set('Cache-Control', 'no-cache')
    res.type('html').send(withKey(readIndex(), (await publicKey()) ?? ''))
  }
  router.get(pages, sendPage)
  router.get('/storefront/*path', (req, res, next) => {
    const path = req.path.slice('/storefront/'.length)
    res.set('Cache-Control', cacheControl(path))
    if (!folder.send(req, res, path)) next()
  })
  // a reader who lost the way sees the shop say so; programs get a problem document
  router.get('/*path', (req, res, next) => {
    if (req.accepts(['json', 'html']) !== 'html') return next()
    res.status(404)
    return sendPage(req, res, next)
  })
  return router
}

const readIndex = () => readFileSync(join(projectRoot, 'dist', 'storefront', 'index.html'), 'utf8')

/** The page as built carries Rapport's two script tags, with gaps where this shop's key goes. */
function withKey(html: string, key: string): string {
  return html.replaceAll('PUBLIC_KEY', escapeHtml(key))
}
