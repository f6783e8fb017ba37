import type { OwnPages } from '#domain/links/index.ts'
import type { Shelf } from '#knowledge/catalog/index.ts'
import type { RecentSettings } from '../recent-settings.ts'

/** The hosts that the catalog's products stand on, read anew when the catalog has changed. */
const hostsOf = new WeakMap<Shelf, { rev: number; hosts: ReadonlySet<string> }>()

/** Where our links may lead, as things stand. */
export function ownPagesOf(house: {
  shelf: Shelf
  recentSettings: RecentSettings
  publicUrl: () => string
}): OwnPages {
  return {
    publicUrl: house.publicUrl(),
    origins: house.recentSettings.now().origins,
    productHosts: productHosts(house.shelf),
  }
}

function productHosts(shelf: Shelf): ReadonlySet<string> {
  const known = hostsOf.get(shelf)
  if (known?.rev === shelf.rev()) return known.hosts
  const hosts = new Set<string>()
  for (const { url } of shelf.all())
    if (url?.includes('://') && URL.canParse(url)) hosts.add(new URL(url).host)
  hostsOf.set(shelf, { rev: shelf.rev(), hosts })
  return hosts
}
