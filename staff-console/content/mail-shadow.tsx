import { useEffect, useRef } from 'react'

/**
 * The server's own mail as a mailbox would show it, in a shadow root: neither page styles the other, there is no
 * script in it, and what is pressed goes nowhere. Styles come as `data-style` and are set here, because the
 * console's policy allows none in markup.
 */
export function MailShadow({ html, title }: { html: string; title: string }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const host = ref.current
    if (!host) return
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const mail = new DOMParser().parseFromString(html, 'text/html')
    for (const part of mail.querySelectorAll('style, script, link, meta, title, base')) part.remove()
    root.replaceChildren(...[...mail.body.childNodes].map((node) => document.importNode(node, true)))
    for (const part of root.querySelectorAll<HTMLElement>('[data-style]'))
      part.style.cssText = part.dataset.style ?? ''
    const stay = (event: Event) => event.preventDefault()
    root.addEventListener('click', stay)
    return () => root.removeEventListener('click', stay)
  }, [html])
  // a group, not a landmark: two customers may be told the same
  // biome-ignore lint/a11y/useSemanticElements: a fieldset groups what can be filled in
  return <div ref={ref} role="group" className="mail-shadow" aria-label={title} />
}
