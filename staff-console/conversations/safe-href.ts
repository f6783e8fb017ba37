/** An address that may stand in a link: the web's, or a path of this site. Anything else is none. */
export function safeHref(url: string | null): string | null {
  if (url === null) return null
  if (/^\/(?!\/)/.test(url)) return url
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null
}
