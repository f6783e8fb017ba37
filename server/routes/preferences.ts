import express, { type Request, type Response, Router } from 'express'
import {
  addressesFor,
  type ConsentInput,
  consentOf,
  contactPreferences,
  type LinkClaims,
  linkDays,
  recordForPerson,
  regionOfCustomer,
  signLink,
  verifyLink,
} from '#domain/consent/index.ts'
import { findCustomer, identifiersOf } from '#domain/identity/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { inTransaction } from '#store/index.ts'
import { contentSecurityPolicy } from '../csp.ts'
import type { House } from '../house.ts'
import { readPreferences } from '../preferences/choices.ts'
import { deadLinkPage, type Step, stepPage } from '../preferences/one-step-page.ts'
import { type Notice, preferencePage } from '../preferences/page.ts'
import { readForm, savePreferences } from '../preferences/save.ts'
import { stylesheet } from '../preferences/stylesheet.ts'
import { type Language, languageOf } from '../preferences/words.ts'

/**
 * The pages that links in messages lead to, without sign-in, cookie or script: `/preferences/:token`, and
 * `/u/:token` as RFC 8058 has it (a GET changes nothing, a POST without a session does).
 */
export function preferencePages(house: House): Router {
  const router = Router()
  const form = express.urlencoded({ extended: false, limit: '32kb' })
  router.get('/preferences/theme.css', async (_req, res) => {
    const { accentColor } = await house.settings()
    res.type('css').set('Cache-Control', 'public, max-age=60').send(stylesheet(accentColor))
  })
  router.get('/preferences/icon.svg', async (_req, res) => {
    const { accentColor } = await house.settings()
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="${accentColor}"/></svg>`
    res.type('svg').set('Cache-Control', 'public, max-age=60').send(svg)
  })
  router.get('/preferences/:token', async (req, res) => {
    const claims = await open(house, req, res, 'preferences')
    if (claims) await showPreferences(house, req, res, claims.customerId, noticeOf(req))
  })
  router.post('/preferences/:token', form, async (req, res) => {
    const claims = await open(house, req, res, 'preferences')
    if (claims) await save(house, req, res, claims.customerId)
  })
  router.get('/u/:token', async (req, res) => {
    const claims = await open(house, req, res, 'step')
    if (claims && claims.kind !== 'preferences') await showStep(house, req, res, claims, false)
  })
  router.post('/u/:token', form, async (req, res) => {
    const claims = await open(house, req, res, 'step')
    if (!claims || claims.kind === 'preferences') return
    await takeStep(house, claims, house.clock())
    await showStep(house, req, res, claims, true)
  })
  return router
}

/** What the link stands for; null where it stands for nothing any more, and the answer has said so. */
async function open(
  house: House,
  req: Request,
  res: Response,
  wanted: 'preferences' | 'step',
): Promise<(LinkClaims & { madeAt: Date }) | null> {
  protect(res)
  const token = req.params.token
  const answer = verifyLink(house.secrets.link, typeof token === 'string' ? token : '', house.clock())
  const fits = answer.ok && (answer.claims.kind === 'preferences') === (wanted === 'preferences')
  const { claims, madeAt } = answer.ok ? answer : { claims: null, madeAt: new Date(0) }
  const overtaken = fits && claims?.kind === 'confirm' && (await wasRefusedSince(house, claims, madeAt))
  if (fits && claims && !overtaken && (await findCustomer(house.db, claims.customerId)))
    return { ...claims, madeAt }
  const expired = overtaken || (!answer.ok && answer.reason === 'expired')
  const { shopName, locale } = await house.settings()
  const page = deadLinkPage(expired ? 'expired' : 'unknown', shopName, languageOf(...accepted(req), locale))
  res
    .status(expired ? 410 : 404)
    .type('html')
    .send(page)
  return null
}

/** A no that was said after a confirmation was asked for stands: the mail with the link can be opened again. */
async function wasRefusedSince(house: House, claims: LinkClaims, madeAt: Date): Promise<boolean> {
  if (claims.kind === 'preferences') return false
  const { channel, purposes, customerId } = claims
  const { lines } = await consentOf(house.db, customerId)
  return lines.some(
    (line) =>
      line.channel === channel &&
      purposes.includes(line.purpose) &&
      line.state === 'denied' &&
      line.since !== null &&
      line.since > madeAt,
  )
}

/** The address of the page is its key: it is not stored, not indexed, and not told to other pages. */
function protect(res: Response): void {
  res.set('Content-Security-Policy', contentSecurityPolicy('document'))
  res.set('Cache-Control', 'no-store')
  res.set('Referrer-Policy', 'no-referrer')
  res.set('X-Robots-Tag', 'noindex, nofollow')
}

function accepted(req: Request): string[] {
  return (req.get('accept-language') ?? '').split(',').map((entry) => entry.split(';')[0]?.trim() ?? '')
}

function noticeOf(req: Request): Notice {
  const { done } = req.query
  return done === 'saved' || done === 'stopped' ? { kind: done } : null
}

async function languageFor(house: House, req: Request, customerId: string): Promise<Language> {
  const { language } = await contactPreferences(house.db, customerId)
  const customer = await findCustomer(house.db, customerId)
  const { locale } = await house.settings()
  return languageOf(language, customer?.locale, ...accepted(req), locale)
}

async function showPreferences(
  house: House,
  req: Request,
  res: Response,
  customerId: string,
  notice: Notice,
): Promise<void> {
  const shown = await readPreferences(house, customerId, house.clock())
  if (!shown) throw new Error('the customer was there a moment ago')
  const { shopName } = await house.settings()
  const language = await languageFor(house, req, customerId)
  res.type('html').send(preferencePage(shown, shopName, language, notice))
}

async function save(house: House, req: Request, res: Response, customerId: string): Promise<void> {
  const now = house.clock()
  const read = readForm(req.body)
  const shown = await readPreferences(house, customerId, now)
  if (!shown) throw new Error('the customer was there a moment ago')
  const fields = read.ok ? await savePreferences(house, shown, read.form, now) : read.fields
  if (!read.ok || fields.length > 0) {
    res.status(422)
    return showPreferences(house, req, res, customerId, { kind: 'wrong', fields })
  }
  const done = read.form.action === 'stop' ? 'stopped' : 'saved'
  res.redirect(303, `${req.path}?done=${done}`)
}

type StepClaims = Exclude<LinkClaims, { kind: 'preferences' }>

async function showStep(
  house: House,
  req: Request,
  res: Response,
  claims: StepClaims & { madeAt: Date },
  done: boolean,
): Promise<void> {
  const { shopName } = await house.settings()
  const language = await languageFor(house, req, claims.customerId)
  const { customerId, madeAt } = claims
  // a link to unsubscribe works for two years; what we hold is shown for as long as a link to that lives
  const mayShow = house.clock().getTime() - madeAt.getTime() < linkDays.preferences * 86_400_000
  const more = mayShow
    ? `/preferences/${signLink(house.secrets.link, { kind: 'preferences', customerId }, madeAt)}`
    : null
  const step: Step = claims
  res.type('html').send(stepPage(step, done, shopName, language, more))
}

/** Twice is once: what stands already is not written again. */
async function takeStep(house: House, claims: StepClaims, now: Date): Promise<void> {
  const { kind, customerId, channel, purposes } = claims
  const wanted = kind === 'unsubscribe' ? 'denied' : 'granted'
  const { lines } = await consentOf(house.db, customerId)
  const open = purposes.filter(
    (purpose) => lines.find((line) => line.channel === channel && line.purpose === purpose)?.state !== wanted,
  )
  const address = addressesFor(channel, await identifiersOf(house.db, [customerId]))?.[0]
  const region = await regionOfCustomer(house.db, customerId)
  const said: Pick<ConsentInput, 'source' | 'evidence' | 'state' | 'address'> =
    kind === 'unsubscribe'
      ? {
          state: 'denied',
          source: 'one_click',
          evidence: 'Unsubscribe link in a message (RFC 8058)',
          address,
        }
      : {
          state: 'granted',
          source: 'double_opt_in',
          evidence: 'Confirmed by the link sent to the address',
          address,
        }
  const inputs = open.map((purpose) => ({ channel, purpose, region, ...said }))
  if (inputs.length === 0) return
  await inTransaction(house.db, async (tx) => {
    await recordForPerson(tx, customerId, inputs, now)
    await noteChanged(tx, [customerId], now)
  })
  house.journeys.note([customerId])
}
