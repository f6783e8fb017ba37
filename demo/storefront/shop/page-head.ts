import { useEffect } from 'react'

/** The page's title, and which product it shows: the widget tells the assistant what one is looking at. */
export function usePageHead(title: string | null, productId = ''): void {
  useEffect(() => {
    document.title = title ? `${title} · Tarnwick` : 'Tarnwick'
    document.querySelector('meta[property="product:retailer_item_id"]')?.setAttribute('content', productId)
    return () => {
      document.querySelector('meta[property="product:retailer_item_id"]')?.setAttribute('content', '')
    }
  }, [title, productId])
}
