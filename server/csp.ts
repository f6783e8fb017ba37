import type { RequestHandler } from 'express'

type Directives = Record<string, string>

const closed: Directives = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
}

/** What each kind of page may load. No kind allows inline script or eval; a mail alone, inline style. */
const policies = {
  /** JSON and problems: nothing at all. */
  api: { ...closed, 'form-action': "'none'" },
  console: {
    ...closed,
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' https: data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'frame-src': "'self'",
  },
  /** A mail of the sandbox, in a frame of the console: as it looks, no script, nothing from elsewhere. */
  mail: {
    ...closed,
    'form-action': "'none'",
    'style-src': "'unsafe-inline'", // mail programs know no other style
    'img-src': "'self' data:",
    'frame-ancestors': "'self'",
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
  },
  document: { ...closed, 'style-src': "'self'", 'img-src': "'self' https:" },
} satisfies Record<string, Directives>

export type PageKind = keyof typeof policies

export function contentSecurityPolicy(page: PageKind): string {
  return Object.entries(policies[page])
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Headers of every answer; a page replaces the policy by its own. */
export function securityHeaders(https: boolean): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('Content-Security-Policy', contentSecurityPolicy('api'))
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('X-Frame-Options', 'DENY')
    res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
    res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()')
    res.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    res.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    if (https) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
    next()
  }
}
