import type { AppLinks } from '#contract/app-links.ts'

/** What is known of where a link is opened. */
export interface Opened {
  /** Whether the person has the app, as far as was heard. */
  hasApp: boolean
  /** What they open it with; `push`: the app itself, which was tapped into. */
  on: 'android' | 'ios' | 'other' | 'push'
}

/** What a browser says it runs on. An iPad calls itself a Mac: it gets the page. */
export function platformOf(userAgent: string): Opened['on'] {
  if (/android/i.test(userAgent)) return 'android'
  return /iphone|ipad|ipod/i.test(userAgent) ? 'ios' : 'other'
}

/**
 * Where a page opens: in the app where it is installed and the shop has said how, else as the page itself.
 * `page` is an address in full of the shop's own (`ownPage`). A link that would do nothing without the app is
 * used on Android alone, where it carries the page to fall back on, and out of the app's own push messages.
 */
export function linkFor(page: string, opened: Opened, app: AppLinks): string {
  if (!opened.hasApp || opened.on === 'other') return page
  const universal = universalLink(page, app)
  if (opened.on === 'android' && app.android && app.scheme !== '')
    return intentLink(page, app.scheme, app.android.packageId)
  if (universal !== null) return universal
  return app.scheme === '' || opened.on !== 'push' ? page : schemeLink(page, app.scheme)
}

/** The same page under the address that the app has claimed for itself. */
function universalLink(page: string, { universalBase }: AppLinks): string | null {
  if (universalBase === '') return null
  const { pathname, search, hash } = new URL(page)
  return `${universalBase.replace(/\/$/, '')}${pathname}${search}${hash}`
}

const schemeLink = (page: string, scheme: string): string => `${scheme}://${pathOf(page)}`

function pathOf(page: string): string {
  const { pathname, search, hash } = new URL(page)
  return `${pathname}${search}${hash}`.replace(/^\//, '')
}

/** developer.chrome.com/docs/android/intents: opens the app, or the page where it is gone. */
function intentLink(page: string, scheme: string, packageId: string): string {
  const path = pathOf(page).replaceAll('#', '%23')
  const fallback = encodeURIComponent(page)
  return `intent://${path}#Intent;scheme=${scheme};package=${packageId};S.browser_fallback_url=${fallback};end`
}
