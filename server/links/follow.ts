import type { Request } from 'express'
import { haveApp } from '#domain/events/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import {
  homePage,
  isMachine,
  linkFor,
  noteHit,
  ownPage,
  platformOf,
  type TrackedLink,
} from '#domain/links/index.ts'
import { readAppLinks } from '#domain/settings/index.ts'
import { contactPointsOf } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { ownPagesOf } from './own-pages.ts'

/** Where somebody who follows a link goes. */
export interface Followed {
  url: string
  productId: string | null
  /** Whether the link is one of ours. */
  known: boolean
}

/** Notes the hit and answers where it leads: the page, the app, or the shop's home where there is no such link. */
export async function follow(house: House, token: string, req: Request): Promise<Followed> {
  // the app itself asks for JSON: whatever its library is called, somebody has tapped
  const byApp = isByApp(req)
  const link = await noteHit(
    house.db,
    token,
    { machine: !byApp && isMachine(followerOf(req)) },
    house.clock(),
  )
  const own = ownPagesOf(house)
  const page = link && ownPage(link.url, own)
  if (!link || page === null) return { url: homePage(own), productId: null, known: link !== null }
  const url = byApp || isPageOfOurs(page, own.publicUrl) ? page : await inAppOrNot(house, link, page, req)
  return { url, productId: link.productId, known: true }
}

export function isByApp(req: Request): boolean {
  return req.method === 'GET' && (req.get('accept') ?? '').split(',')[0]?.trim() === 'application/json'
}

function followerOf(req: Request) {
  return {
    method: req.method,
    userAgent: req.get('user-agent'),
    purpose: req.get('purpose'),
    secPurpose: req.get('sec-purpose'),
    xMoz: req.get('x-moz'),
    xPurpose: req.get('x-purpose'),
  }
}

/** Pages that this server draws itself: no app knows them. */
function isPageOfOurs(page: string, publicUrl: string): boolean {
  const { origin, pathname } = new URL(page)
  return origin === new URL(publicUrl).origin && /^\/(again|preferences|u|ugc|documents)\//.test(pathname)
}

async function inAppOrNot(house: House, link: TrackedLink, page: string, req: Request): Promise<string> {
  const app = await readAppLinks(house.db)
  if (app.scheme === '' && app.universalBase === '') return page
  const on = platformOf(req.get('user-agent') ?? '')
  if (on === 'other') return page
  return linkFor(page, { on, hasApp: await hasApp(house, link.customerId) }, app)
}

/** By what the app has told, or by a phone of theirs that takes its push messages. */
export async function hasApp(house: Pick<House, 'db'>, customerId: string): Promise<boolean> {
  const members = await membersOf(house.db, customerId)
  if ((await haveApp(house.db, members)).size > 0) return true
  const points = await contactPointsOf(house.db, members)
  return points.some(({ push, blocked }) => push !== null && push.service !== 'web' && blocked === null)
}
