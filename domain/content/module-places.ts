import type {
  ContentChannel,
  ContentModule,
  ContentStatus,
  SharedModule,
} from '#contract/content-templates.ts'
import { contentChannels } from '#contract/content-templates.ts'
import { sharedIn } from './shared-modules.ts'
import type { ContentSummary } from './versions.ts'

/** A message in which a shared module appears. */
export interface ModulePlace {
  contentTemplateId: string
  title: string
  name: string
  status: ContentStatus
  channels: ContentChannel[]
}

/** Where each shared module appears: in which messages, live or being written, on which channels. */
export function modulePlaces(
  messages: readonly ContentSummary[],
  modules: readonly SharedModule[],
): Map<string, ModulePlace[]> {
  const shared = new Map(modules.map((module) => [module.moduleId, module]))
  const places = new Map<string, ModulePlace[]>(modules.map(({ moduleId }) => [moduleId, []]))
  for (const { live, draft } of messages)
    for (const version of [live, draft])
      if (version)
        for (const [moduleId, channels] of appearances(version.modules, version.channels, shared, 0))
          places.get(moduleId)?.push({
            contentTemplateId: version.contentTemplateId,
            title: version.title,
            name: version.name,
            status: version.status,
            channels: contentChannels.filter((channel) => channels.has(channel)),
          })
  return places
}

/** Modules do not hold themselves; deeper than this they could not be saved. */
const DEEPEST = 10

function appearances(
  modules: readonly ContentModule[],
  within: readonly ContentChannel[],
  shared: ReadonlyMap<string, SharedModule>,
  depth: number,
): Map<string, Set<ContentChannel>> {
  const found = new Map<string, Set<ContentChannel>>()
  const note = (moduleId: string, channels: Iterable<ContentChannel>) => {
    found.set(moduleId, new Set([...(found.get(moduleId) ?? []), ...channels]))
  }
  if (depth > DEEPEST || sharedIn(modules).length === 0) return found
  for (const module of modules) {
    if (module.type !== 'shared') continue
    const channels = within.filter((each) => module.channels === undefined || module.channels.includes(each))
    note(module.moduleId, channels)
    const inner = shared.get(module.moduleId)?.modules ?? []
    for (const [moduleId, own] of appearances(inner, channels, shared, depth + 1)) note(moduleId, own)
  }
  return found
}
