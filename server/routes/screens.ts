import { join } from 'node:path'
import { Router } from 'express'
import { isDemo } from '#demo/index.ts'
import { projectRoot } from '#store/index.ts'
import { contentSecurityPolicy } from '../csp.ts'
import type { House } from '../house.ts'
import { cacheControl, fromAnywhere, openFolder } from '../static.ts'

const WIDGET_SECONDS = 300

const scripts = ['widget.js', 'rapport.js', 'rapport-more.js']

/** `/widget.js`, `/rapport.js` and the files they load, for pages of any shop. */
export function widgetFiles(): Router {
  const folder = openFolder(join(projectRoot, 'dist', 'widget'))
  const router = Router()
  for (const script of scripts)
    router.get(`/${script}`, fromAnywhere, (req, res, next) => {
      res.setHeader('Cache-Control', `public, max-age=${WIDGET_SECONDS}`)
      if (!folder.send(req, res, script)) next()
    })
  router.get('/widget/*path', fromAnywhere, (req, res, next) => {
    const path = req.path.slice('/widget/'.length)
    res.setHeader('Cache-Control', cacheControl(path))
    if (!folder.send(req, res, path)) next()
  })
  return router
}

/** The console; every path under it that is no file is one of its own pages. */
export function consolePages(): Router {
  const folder = openFolder(join(projectRoot, 'dist', 'console'))
  const router = Router()
  router.get(['/console', '/console/*path'], (req, res, next) => {
    const asked = req.path.replace(/^\/console\/?/, '')
    const path = folder.has(asked) ? asked : 'index.html'
    if (asked.startsWith('assets/') && path === 'index.html') return next()
    res.setHeader('Content-Security-Policy', contentSecurityPolicy('console'))
    res.setHeader('Cache-Control', cacheControl(path))
    if (!folder.send(req, res, path)) next()
  })
  return router
}

/** Without the demo shop the front door leads the team to its console. */
export function frontDoor(house: House): Router {
  const router = Router()
  router.get('/', async (_req, res, next) => {
    if (await isDemo(house.db)) return next()
    res.redirect(302, '/console')
  })
  return router
}
