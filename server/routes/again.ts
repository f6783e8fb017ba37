import express, { type Request, type Response, Router } from 'express'
import { changeCart, checkoutUrl } from '#domain/carts/index.ts'
import { findCustomer } from '#domain/identity/index.ts'
import { type AgainRead, homePage, ownPage, readAgain } from '#domain/links/index.ts'
import { inTransaction } from '#store/index.ts'
import { chosenOf } from '../again/chosen.ts'
import { type Again, readGoods } from '../again/goods.ts'
import { type AgainPage, againPage } from '../again/page.ts'
import { againStyles } from '../again/stylesheet.ts'
import { contentSecurityPolicy } from '../csp.ts'
import type { House } from '../house.ts'
import { ownPagesOf } from '../links/own-pages.ts'
import { deadLinkPage } from '../preferences/one-step-page.ts'
import { type Language, languageOf } from '../preferences/words.ts'

/**
 * `/again/:token`: what was bought once, at today's price, one tap from the checkout. A GET changes nothing, and
 * nobody's name, address or other orders stand here: the link may have been passed on.
 */
export function againPages(house: House): Router {
  const router = Router()
  const form = express.urlencoded({ extended: false, limit: '8kb' })
  router.get('/again/theme.css', (_req, res) => {
    res.type('css').set('Cache-Control', 'public, max-age=3600').send(againStyles)
  })
  router.get('/again/:token', async (req, res) => {
    const claims = await open(house, req, res)
    if (!claims) return
    const again = await readGoods(house, claims, house.clock())
    await show(house, req, res, again, chosenOf(again.lines, req.query), null)
  })
  router.post('/again/:token', form, async (req, res) => {
    const claims = await open(house, req, res)
    if (!claims) return
    const again = await readGoods(house, claims, house.clock())
    await buy(house, req, res, again, chosenOf(again.lines, req.body))
  })
  return router
}

async function open(house: House, req: Request, res: Response): Promise<AgainRead | null> {
  const { shopName, locale, checkoutUrlTemplate } = await house.settings()
  res.set('Content-Security-Policy', policyFor(checkoutUrlTemplate))
  res.set('Cache-Control', 'no-store')
  res.set('Referrer-Policy', 'no-referrer')
  res.set('X-Robots-Tag', 'noindex, nofollow')
  const { token } = req.params
  const answer = readAgain(house.secrets.link, typeof token === 'string' ? token : '', house.clock())
  if (answer.ok) return answer.claims
  const page = deadLinkPage(answer.reason, shopName, languageOf(...accepted(req), locale))
  res
    .status(answer.reason === 'expired' ? 410 : 404)
    .type('html')
    .send(page)
  return null
}

/** Browsers hold the form to its policy also where the answer leads on: to the shop's own checkout it may. */
function policyFor(checkoutUrlTemplate: string): string {
  const policy = contentSecurityPolicy('document')
  const shopify = /^shopify:([a-z0-9.-]+)$/i.exec(checkoutUrlTemplate)?.[1]
  const origin = shopify === undefined ? originOf(checkoutUrlTemplate) : `https://${shopify}`
  return origin === null ? policy : policy.replace("form-action 'self'", `form-action 'self' ${origin}`)
}

function originOf(template: string): string | null {
  const address = template.replace(/[{}]/g, '')
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).origin : null
}

const accepted = (req: Request): string[] =>
  (req.get('accept-language') ?? '').split(',').map((entry) => entry.split(';')[0]?.trim() ?? '')

async function show(
  house: House,
  req: Request,
  res: Response,
  again: Again,
  chosen: number[],
  notice: AgainPage['notice'],
): Promise<void> {
  const { shopName, locale } = await house.settings()
  const own = ownPagesOf(house)
  const language: Language = languageOf(...accepted(req), locale)
  const page = againPage({
    ...{ lines: again.lines, chosen, shopName, language, notice },
    home: homePage(own),
    pageOf: ({ url }) => (url === null ? null : ownPage(url, own)),
  })
  res.type('html').send(page)
}

/** Into the cart, set and not added, so that twice is once; then to the checkout with these goods alone. */
async function buy(house: House, req: Request, res: Response, again: Again, chosen: number[]): Promise<void> {
  const lines = again.lines.flatMap(({ productId, variantId }, at) => {
    const quantity = chosen[at] ?? 0
    return quantity > 0 ? [{ productId, variantId, quantity }] : []
  })
  if (lines.length === 0) {
    res.status(422)
    return show(house, req, res, again, chosen, 'nothingChosen')
  }
  const { customerId } = again
  if (customerId !== null && (await findCustomer(house.db, customerId)))
    await inTransaction(house.db, async (tx) => {
      for (const line of lines) await changeCart(tx, customerId, { ...line, mode: 'set' }, house.clock())
    })
  const { checkoutUrlTemplate } = await house.settings()
  const url = checkoutUrl(checkoutUrlTemplate, lines)
  if (url === null) return show(house, req, res, again, chosen, 'inCart')
  res.status(303).set('Location', url).end()
}
