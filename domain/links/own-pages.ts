/** Where links may lead: this server, and hosts of the shop. */
export interface OwnPages {
  /** Where this server is reached. */
  publicUrl: string
  /** Origins of the shop's list; one with `*.` before the host stands for every subdomain of it. */
  origins: readonly string[]
  /** Hosts that the catalog's products stand on. */
  productHosts: ReadonlySet<string>
}

/**
 * The address in full where it is a page of the shop; null: it leads elsewhere, is no web address, or hides
 * where it leads (a name before the host, a backslash, a control character).
 */
export function ownPage(given: string, own: OwnPages): string | null {
  if (!isPlain(given)) return null
  try {
    const url = new URL(given, own.publicUrl === '' ? undefined : own.publicUrl)
    if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
    return isOwn(url, own) ? url.href : null
  } catch {
    return null
  }
}

/** What browsers read otherwise than it looks, or what would end a header. */
function isPlain(text: string): boolean {
  if (!/^(https?:\/\/|\/(?!\/))/i.test(text) || text.includes('\\')) return false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code === 0x7f) return false
  }
  return true
}

function isOwn(url: URL, { publicUrl, origins, productHosts }: OwnPages): boolean {
  if (publicUrl !== '' && url.origin === new URL(publicUrl).origin) return true
  if (productHosts.has(url.host)) return true
  return origins.some((entry) => {
    const [scheme = '', wildHost] = entry.split('//*.')
    if (wildHost === undefined) return entry === url.origin
    return `${scheme}//` === `${url.protocol}//` && url.host.endsWith(`.${wildHost}`)
  })
}

/** The shop's first page: where a link leads that is none. */
export function homePage({ publicUrl, origins }: OwnPages): string {
  const first = origins.find((origin) => !origin.includes('*'))
  return first !== undefined ? `${first}/` : publicUrl === '' ? '/' : `${new URL(publicUrl).origin}/`
}
