import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { goTo } from '../shop/location.ts'

/** A link within the shop: no reload, but still a link for new tabs and for readers. */
export function Link({ href = '/', onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const asNew = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
    if (asNew || event.defaultPrevented) return
    event.preventDefault()
    goTo(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}
