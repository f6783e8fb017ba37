import {
  type ContentField,
  contentFields,
  type FieldSource,
  fieldsIn,
  isContentField,
} from '#contract/content-places.ts'
import type { ContentRef } from '#contract/outbound.ts'
import { type DrawnFrom, type SendableVersion, textsOf } from '#domain/content/index.ts'
import type { DrawAsked, Drawn } from '../outbox/drafting.ts'
import { versionKey } from './kept-versions.ts'

/** `campaign`: the journey that sends it; its links are counted under it. */
export interface ComposeAsked extends DrawAsked {
  campaign?: string | null
}

/** One message that can be drawn, and what must be read for it. */
export interface Plan {
  asked: ComposeAsked
  design: ContentRef
  template: DrawnFrom
  /** Kinds of things its texts and modules are about. */
  needs: ReadonlySet<Need>
}

export type Need = FieldSource | 'review' | 'creative' | 'picks' | 'reorder' | 'whatsapp'

/** Which of these can be drawn; the others with their reason. */
export function plansFor(
  asked: readonly ComposeAsked[],
  versions: ReadonlyMap<string, SendableVersion>,
): { plans: Plan[]; refused: Map<string, Drawn> } {
  const plans: Plan[] = []
  const refused = new Map<string, Drawn>()
  for (const one of asked) {
    const { design } = one.content
    const version = design && versions.get(versionKey(design))
    if (!design || !version) refused.set(one.key, { ok: false, reason: 'unknown_version' })
    else if (version.status === 'withdrawn') refused.set(one.key, { ok: false, reason: 'not_approved' })
    else plans.push({ asked: one, design, template: version.drawnFrom, needs: needsOf(version.drawnFrom) })
  }
  return { plans, refused }
}

const known = new WeakMap<DrawnFrom, ReadonlySet<Need>>()

/** Found once for each version: it never changes. */
export function needsOf(template: DrawnFrom): ReadonlySet<Need> {
  const before = known.get(template)
  if (before) return before
  const needs = new Set<Need>(fieldsOf(template).map((field) => contentFields[field]))
  if (template.whatsapp) needs.add('whatsapp')
  const targets = template.modules.flatMap((module) =>
    'target' in module && module.target ? module.target.to : [],
  )
  for (const to of [template.target.to, ...targets])
    if (to === 'cart' || to === 'order' || to === 'reorder') needs.add(to)
  for (const module of template.modules) for (const need of needsOfModule(module)) needs.add(need)
  known.set(template, needs)
  return needs
}

function fieldsOf(template: DrawnFrom): ContentField[] {
  const parameters = Object.keys(template.whatsapp?.parameters ?? {})
  return [...textsOf(template).flatMap(({ text }) => fieldsIn(text)), ...parameters].filter(isContentField)
}

function needsOfModule(module: DrawnFrom['modules'][number]): Need[] {
  if (module.type === 'review') return ['review']
  if (module.type === 'picture') return module.source.from === 'creative' ? ['creative'] : []
  if (module.type !== 'products') return []
  const { source } = module
  if (source.from === 'row')
    return ['picks', ...(source.about === 'cart' || source.about === 'order' ? [source.about] : [])]
  return source.from === 'cart' || source.from === 'order' ? [source.from] : []
}
