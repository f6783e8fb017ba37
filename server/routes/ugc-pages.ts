import { createHash } from 'node:crypto'
import { type RequestHandler, Router } from 'express'
import { photoOf } from '#domain/ugc/index.ts'
import type { House } from '../house.ts'
import { fromAnywhere } from '../static.ts'

/**
 * `/ugc/:id`, the picture of an approved piece. Browsers keep it and ask each time whether it still stands: what
 * was taken back is gone with the next look.
 */
export function ugcPages(house: House): Router {
  const router = Router()
  router.get('/ugc/:id', fromAnywhere, async (req, res, next) => {
    const { id } = req.params
    const photo = await photoOf(house.db, typeof id === 'string' ? id : '', 'everybody')
    if (!photo) return next()
    const etag = `"${createHash('sha256').update(photo.bytes).digest('base64url').slice(0, 27)}"`
    res.set('Cache-Control', 'no-cache')
    res.set('ETag', etag)
    res.set('Content-Security-Policy', "default-src 'none'; sandbox")
    res.set('Content-Disposition', 'inline')
    if (req.get('if-none-match') === etag) return void res.status(304).end()
    res.type(photo.mediaType).send(photo.bytes)
  })
  return router
}

const PREFLIGHT_SECONDS = '7200'

/** What a browser asks before a page of the shop may send something; the key decides when it comes. */
const mayAsk: RequestHandler = (req, res) => {
  res.setHeader('Vary', 'Origin')
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST')
  res.setHeader('Access-Control-Allow-Headers', 'Content-Type')
  res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS)
  res.status(204).end()
}

export function ugcPreflight(): Router {
  const router = Router()
  router.options('/v1/ugc', mayAsk)
  router.options('/v1/ugc/:id/withdraw', mayAsk)
  return router
}
