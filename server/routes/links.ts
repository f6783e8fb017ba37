import { Router } from 'express'
import { readAppLinks } from '#domain/settings/index.ts'
import type { House } from '../house.ts'
import { follow, isByApp } from '../links/follow.ts'

const ASSOCIATION_SECONDS = 3600

/** `/l/:token`, the links in our messages, and the two files by which phones know that the shop's app is its own. */
export function linkPages(house: House): Router {
  const router = Router()
  // one handler for GET and HEAD, so that a HEAD is seen for what it is
  router.get('/l/:token', async (req, res) => {
    const { token } = req.params
    const followed = await follow(house, typeof token === 'string' ? token : '', req)
    res.set('Cache-Control', 'no-store')
    res.set('Referrer-Policy', 'no-referrer')
    res.set('X-Robots-Tag', 'noindex, nofollow')
    res.vary('Accept')
    if (isByApp(req)) {
      res.status(followed.known ? 200 : 404).json({ url: followed.url, productId: followed.productId })
      return
    }
    res.status(302).set('Location', followed.url).end()
  })
  router.get('/.well-known/assetlinks.json', async (_req, res, next) => {
    const { android } = await readAppLinks(house.db)
    if (!android) return next()
    const target = {
      namespace: 'android_app',
      package_name: android.packageId,
      sha256_cert_fingerprints: android.fingerprints,
    }
    res.set('Cache-Control', `public, max-age=${ASSOCIATION_SECONDS}`)
    res.json([{ relation: ['delegate_permission/common.handle_all_urls'], target }])
  })
  router.get('/.well-known/apple-app-site-association', async (_req, res, next) => {
    const { iosAppIds } = await readAppLinks(house.db)
    if (iosAppIds.length === 0) return next()
    res.set('Cache-Control', `public, max-age=${ASSOCIATION_SECONDS}`)
    res.json({ applinks: { details: [{ appIDs: iosAppIds, components: [{ '/': '/l/*' }] }] } })
  })
  return router
}
