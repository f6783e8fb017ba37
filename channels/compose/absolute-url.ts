/** The address as somebody outside our pages can open it; null: none, or none of the web. */
export function absoluteUrl(url: string | null | undefined, baseUrl: string): string | null {
  if (!url) return null
  try {
    const absolute = new URL(url, baseUrl || undefined)
    return /^https?:$/.test(absolute.protocol) ? absolute.href : null
  } catch {
    return null
  }
}
