import type { Settings } from '#domain/settings/index.ts'

/** Whether a page of this origin may carry the widget: this server's own pages, and the shop's list. */
export function mayEmbed(origin: string | undefined, own: readonly string[], settings: Settings): boolean {
  // browsers always name the origin of a cross-site call; without one it is our own page or no browser
  if (origin === undefined) return true
  return own.includes(origin) || settings.origins.some((entry) => matches(entry, origin))
}

/** An entry is an origin, or one with `*.` before the host, which stands for every subdomain of it. */
function matches(entry: string, origin: string): boolean {
  if (!entry.includes('//*.')) return entry === origin
  const [scheme = '', host = ''] = entry.split('//*.')
  return origin.startsWith(`${scheme}//`) && origin.endsWith(`.${host}`)
}

/** The origins a request can be "from here" with: the public one, and the host it was sent to. */
export function ownOrigins(publicUrl: string | undefined, host: string | undefined): string[] {
  const own = publicUrl ? [new URL(publicUrl).origin] : []
  return host ? [...own, `http://${host}`, `https://${host}`] : own
}

/** An entry of the shop's list in its normal form, or null where it is not an origin. */
export function normaliseOrigin(entry: string): string | null {
  const wild = entry.includes('//*.')
  try {
    const url = new URL(wild ? entry.replace('//*.', '//') : entry)
    if (!/^https?:$/.test(url.protocol) || url.username || url.search || url.hash || url.pathname !== '/')
      return null
    if (wild && !url.hostname.includes('.')) return null
    return wild ? url.origin.replace('//', '//*.') : url.origin
  } catch {
    return null
  }
}
