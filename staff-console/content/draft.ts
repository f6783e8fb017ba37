import type {
  ContentChannel,
  ContentModule,
  ContentTemplateInput,
  ContentVersion,
  Finding,
  ModuleType,
  Wordings,
} from '#contract/content-templates.ts'

/** A message as it is written; what is wrong with it is left for the server to say. */
export type Draft = ContentTemplateInput

export const channelNames = [
  'email',
  'sms',
  'whatsapp',
  'push',
  'web',
  'site',
] as const satisfies ContentChannel[]

export const moduleTypes = [
  'heading',
  'text',
  'picture',
  'button',
  'products',
  'offer',
  'review',
  'countdown',
  'divider',
  'footer',
  'shared',
] as const satisfies ModuleType[]

export function newDraft(language: string): Draft {
  return {
    name: '',
    title: '',
    purpose: 'marketing',
    languages: [language],
    channels: ['email'],
    target: { to: 'page', path: '/', app: true },
    modules: [],
    variants: [],
  }
}

/** What was written of a version, without what the house keeps beside it. */
export function draftOf(message: ContentVersion): Draft {
  const {
    contentTemplateId: _id,
    version: _version,
    status: _status,
    rev: _rev,
    updatedAt: _at,
    updatedBy: _by,
    approvedAt: _approvedAt,
    approvedBy: _approvedBy,
    ...written
  } = message
  return written
}

/** A module of this type as it is begun, under a key that no other has. */
export function newModule(type: ModuleType, others: readonly ContentModule[], first: string): ContentModule {
  const key = freeKey(type, others)
  switch (type) {
    case 'heading':
    case 'text':
    case 'footer':
      return { type, key, text: {} }
    case 'picture':
      return { type, key, source: { from: 'creative' } }
    case 'button':
      return { type, key, label: {}, target: { to: 'page', path: '/', app: true } }
    case 'products':
      return { type, key, source: { from: 'given' }, limit: 3, otherwise: 'leave_out' }
    case 'offer':
      return { type, key, text: {}, otherwise: 'leave_out' }
    case 'review':
      return { type, key, otherwise: 'leave_out' }
    case 'countdown':
      return { type, key, until: 'offer', fallback: {} }
    case 'divider':
      return { type, key }
    case 'shared':
      return { type, key, moduleId: first }
  }
}

function freeKey(type: ModuleType, others: readonly ContentModule[]): string {
  const taken = new Set(others.map(({ key }) => key))
  for (let at = 1; ; at++) {
    const key = at === 1 ? type : `${type}_${at}`
    if (!taken.has(key)) return key
  }
}

/** The wordings with this one in this language; an empty one is none. */
export function withWording(words: Wordings | undefined, language: string, text: string): Wordings {
  const { [language]: _before, ...rest } = words ?? {}
  return text === '' ? rest : { ...rest, [language]: text }
}

/** The same, undefined where nothing is left. */
export function orNothing(words: Wordings): Wordings | undefined {
  return Object.keys(words).length === 0 ? undefined : words
}

/** Errors of saving name modules by their place, findings by their key: all by key. */
export function byKey(
  errors: Record<string, string>,
  modules: readonly ContentModule[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(errors).map(([path, text]) => [keyed(path, modules), text]))
}

function keyed(path: string, modules: readonly ContentModule[]): string {
  const [first, place = '', ...rest] = path.split('.')
  const module = first === 'modules' && /^\d+$/.test(place) ? modules[Number(place)] : undefined
  return module ? ['modules', module.key, ...rest].join('.') : path
}

/** What was found at a path or within it. */
export function foundAt(findings: readonly Finding[], path: string): Finding[] {
  return findings.filter((finding) => finding.path === path || finding.path.startsWith(`${path}.`))
}

/** Findings without those that stand beside a module. */
export const ofModules = (path: string) => path.startsWith('modules.')
