import type { ContentTarget } from '#contract/content-templates.ts'
import type { Feed, LinkWanted, ProductNow } from './feed.ts'

/** Where a target leads this reader. What has no page of its own leads to the shop's first. */
export function pageOf(target: ContentTarget, feed: Feed, headline: ProductNow | null): LinkWanted {
  const page = (url: string | null | undefined, productId: string | null = null): LinkWanted => ({
    url: inFull(url, feed.home) ?? feed.home,
    productId,
  })
  switch (target.to) {
    case 'product':
      return page(headline?.card.url, headline?.card.productId ?? null)
    case 'reorder':
      return page(feed.reorderPath ?? headline?.card.url, headline?.card.productId ?? null)
    case 'cart':
      return page(feed.cart?.checkoutUrl)
    case 'order':
      return page(feed.order?.tracking.find(({ url }) => url !== null)?.url)
    case 'preferences':
      return page(feed.preferencesUrl)
    case 'page':
      return page(target.path)
    case 'url':
      return page(target.url)
  }
}

/** null: none, or none of the web. */
export function inFull(url: string | null | undefined, home: string): string | null {
  if (!url) return null
  try {
    const whole = new URL(url, home)
    return /^https?:$/.test(whole.protocol) ? whole.href : null
  } catch {
    return null
  }
}
