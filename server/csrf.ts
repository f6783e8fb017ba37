import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { Problem } from '#contract/problem.ts'
import { ownOrigins } from './origins.ts'

/** A write of staff must come from a page of this server: a browser names another origin and cannot hide it. */
export function assertOwnOrigin(req: Request, publicUrl: string | undefined): void {
  const { origin } = req.headers
  if (origin !== undefined && !ownOrigins(publicUrl, req.headers.host).includes(origin))
    throw new Problem('forbidden', 'This request comes from another site.')
  if (req.headers['sec-fetch-site'] === 'cross-site')
    throw new Problem('forbidden', 'This request comes from another site.')
}

/** A write of staff must show the token that only a page of this server can have read. */
export function assertCsrfToken(req: Request, expected: string): void {
  const given = Buffer.from(req.get('x-csrf-token') ?? '')
  const wanted = Buffer.from(expected)
  const same = given.length === wanted.length && timingSafeEqual(given, wanted)
  if (!same) throw new Problem('forbidden', 'The CSRF token is missing or not the one of this session.')
}
