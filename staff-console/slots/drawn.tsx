import { useEffect, useRef } from 'react'
import drawnCss from './drawn.css?inline'

/**
 * The server's own markup as a shopper would see it: escaped there, without style or script. In a shadow root,
 * so that neither page styles the other; what is pressed in it goes nowhere.
 */
export function Drawn({ html, accent }: { html: string; accent: string }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const host = ref.current
    if (!host) return
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`${drawnCss}\n:host { --shop-accent: ${accent}; }`)
    root.adoptedStyleSheets = [sheet]
    root.innerHTML = html
    // on the shop's page a place of its own, here one of several that may be alike
    for (const part of root.querySelectorAll('section')) part.setAttribute('role', 'group')
    const stay = (event: Event) => event.preventDefault()
    root.addEventListener('click', stay)
    return () => root.removeEventListener('click', stay)
  }, [html, accent])
  return <div ref={ref} className="drawn" />
}
