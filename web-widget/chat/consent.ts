import type { PageContext } from '../../contract/chat.ts'

/** What the law of the shop's place, the host page and the shopper have said about being remembered. */
export interface Consent {
  isAsked(): boolean
  mayStore(): boolean
  /** What a message may say about the page it was written on. */
  page(): PageContext | undefined
  decide(granted: boolean | null): void
}

/**
 * Where consent is required, nothing outlives the page until it was given; elsewhere until it was refused.
 * Global Privacy Control counts as no consent for anything beyond the chat itself: then only the product in
 * view, which questions such as "is this waterproof?" need, goes along.
 */
export function createConsent(
  isRequired: boolean,
  first: boolean | null,
  browser: { privacyControl: boolean; readPage: () => PageContext },
): Consent {
  let decision = first
  const mayStore = () => (isRequired ? decision === true : decision !== false)
  return {
    isAsked: () => isRequired && decision === null,
    mayStore,
    decide(granted) {
      decision = granted
    },
    page() {
      const page = browser.readPage()
      if (mayStore() && !browser.privacyControl) return page
      return page.productId === undefined ? undefined : { productId: page.productId }
    },
  }
}

export function privacyControl(): boolean {
  return Reflect.get(navigator, 'globalPrivacyControl') === true
}

/** The page as the protocol takes it; the product is named by the page's own metadata or by the script tag. */
export function readPage(): PageContext {
  const named = document.querySelector('meta[property="product:retailer_item_id"]')?.getAttribute('content')
  const tagged = document.querySelector('script[data-product-id]')?.getAttribute('data-product-id')
  const productId = (named ?? tagged)?.slice(0, 200)
  const url = location.origin + location.pathname // no query: it may carry what is not ours to pass on
  return { url: url.slice(0, 2000), title: document.title.slice(0, 300), ...(productId && { productId }) }
}
