import type { RequestHandler } from 'express'

const PREFLIGHT_SECONDS = '7200'

/**
 * What a browser asks before a page of the shop may read with an identity token. Whether the origin is the
 * shop's is decided when the call comes, with its key.
 */
export const preflight: RequestHandler = (req, res) => {
  res.setHeader('Vary', 'Origin')
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
  res.setHeader('Access-Control-Allow-Methods', 'GET')
  res.setHeader('Access-Control-Allow-Headers', 'Content-Type, X-Identity-Token')
  res.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS)
  res.status(204).end()
}
