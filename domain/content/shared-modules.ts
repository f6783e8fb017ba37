import type { ContentChannel, ContentModule, SharedModule } from '#contract/content-templates.ts'

/** A module that is drawn as it stands: no other is looked up for it. */
export type OwnModule = Exclude<ContentModule, { type: 'shared' }>

/** Enough for any message; ten modules of ten modules of ten are an attack. */
const MOST_MODULES = 60

export type Expanded =
  | { ok: true; modules: OwnModule[] }
  /** `path`: of the module that could not be put in place. */
  | { ok: false; path: string; message: string }

type Shared = ReadonlyMap<string, Pick<SharedModule, 'name' | 'modules'>>

/** The modules with the shared ones in their places, each under a key of its own. A ring of modules is told. */
export function expandModules(modules: readonly ContentModule[], shared: Shared): Expanded {
  const out: OwnModule[] = []
  const fault = put(out, modules, shared, { prefix: '', within: [], channels: undefined })
  return fault ?? { ok: true, modules: out }
}

interface Place {
  prefix: string
  /** The shared modules that this one stands in, outermost first. */
  within: readonly string[]
  channels: ContentChannel[] | undefined
}

type Fault = Extract<Expanded, { ok: false }>

function put(
  out: OwnModule[],
  modules: readonly ContentModule[],
  shared: Shared,
  place: Place,
): Fault | null {
  for (const module of modules) {
    const key = `${place.prefix}${module.key}`
    const channels = both(place.channels, module.channels)
    const fault =
      module.type === 'shared'
        ? putShared(out, module.moduleId, shared, { ...place, prefix: `${key}.`, channels })
        : putOwn(out, { ...module, key, channels }, key)
    if (fault) return fault
  }
  return null
}

function putOwn(out: OwnModule[], module: OwnModule, key: string): Fault | null {
  if (out.length >= MOST_MODULES)
    return { ok: false, path: key, message: `more than ${MOST_MODULES} modules in all` }
  out.push(module)
  return null
}

function putShared(out: OwnModule[], moduleId: string, shared: Shared, place: Place): Fault | null {
  const path = place.prefix.slice(0, -1)
  const found = shared.get(moduleId)
  if (!found) return { ok: false, path, message: 'there is no such shared module' }
  if (place.within.includes(moduleId)) {
    const ring = [...place.within.slice(place.within.indexOf(moduleId)), moduleId]
    const names = ring.map((id) => shared.get(id)?.name ?? id).join(' → ')
    return { ok: false, path, message: `a module cannot hold itself: ${names}` }
  }
  return put(out, found.modules, shared, { ...place, within: [...place.within, moduleId] })
}

/** The channels of both; left out means all. */
function both(
  outer: ContentChannel[] | undefined,
  inner: ContentChannel[] | undefined,
): ContentChannel[] | undefined {
  if (outer === undefined || inner === undefined) return outer ?? inner
  return inner.filter((channel) => outer.includes(channel))
}

/** The shared modules that these hold themselves. */
export function sharedIn(modules: readonly ContentModule[]): string[] {
  return [...new Set(modules.flatMap((module) => (module.type === 'shared' ? module.moduleId : [])))]
}
