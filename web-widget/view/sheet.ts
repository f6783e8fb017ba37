const phone = matchMedia('(max-width: 560px)')

/**
 * On a phone the open panel covers the page: it follows the visible part of the screen, so that the keyboard
 * never hides what is being written, and the page behind does not scroll.
 */
export function coverPhone(frame: HTMLElement, isOpen: boolean): void {
  const root = document.documentElement
  const view = window.visualViewport
  view?.removeEventListener('resize', follow)
  view?.removeEventListener('scroll', follow)
  root.style.removeProperty('overflow')
  if (!isOpen || !phone.matches) return
  root.style.setProperty('overflow', 'hidden')
  covered = frame
  view?.addEventListener('resize', follow)
  view?.addEventListener('scroll', follow)
  follow()
}

let covered: HTMLElement | null = null

function follow(): void {
  const view = window.visualViewport
  if (!view || !covered) return
  covered.style.setProperty('--visible-height', `${view.height}px`)
  covered.style.setProperty('--visible-top', `${view.offsetTop}px`)
}
