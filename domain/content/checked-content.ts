import { placeFault } from '#contract/content-places.ts'
import {
  type ContentModule,
  type ContentTemplateInput,
  contentTemplateInput,
  type SharedModuleInput,
  sharedModuleInput,
  type Wordings,
} from '#contract/content-templates.ts'
import { Problem } from '#contract/problem.ts'

/** One text of a template, with where it stands. */
export interface PlacedText {
  /** `modules.intro.text.en` */
  path: string
  language: string
  text: string
}

type Fault = { path: string; message: string }

/** The template as it was written, checked as far as it can be stored. Throws `bad-request`, one entry per wrong field. */
export function checkedContent(input: unknown): ContentTemplateInput {
  const parsed = contentTemplateInput.safeParse(input)
  const faults = parsed.success
    ? [...keyFaults(parsed.data.modules), ...variantFaults(parsed.data), ...textFaults(textsOf(parsed.data))]
    : zodFaults(parsed.error.issues)
  if (!parsed.success || faults.length > 0)
    throw new Problem('bad-request', 'The message is not valid', { errors: faults })
  return parsed.data
}

/** A shared module as it was written; the same. */
export function checkedSharedModule(input: unknown): SharedModuleInput {
  const parsed = sharedModuleInput.safeParse(input)
  const faults = parsed.success
    ? [...keyFaults(parsed.data.modules), ...textFaults(parsed.data.modules.flatMap(textsOfModule))]
    : zodFaults(parsed.error.issues)
  if (!parsed.success || faults.length > 0)
    throw new Problem('bad-request', 'The module is not valid', { errors: faults })
  return parsed.data
}

const MOST_FAULTS = 50

function zodFaults(issues: readonly { path: PropertyKey[]; message: string }[]): Fault[] {
  return issues
    .slice(0, MOST_FAULTS)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
}

function keyFaults(modules: readonly ContentModule[]): Fault[] {
  return modules.flatMap(({ key }, at) =>
    modules.findIndex((other) => other.key === key) < at
      ? [{ path: `modules.${at}.key`, message: `two modules are called ${key}` }]
      : [],
  )
}

function variantFaults({ variants, modules }: ContentTemplateInput): Fault[] {
  const known = new Set(modules.map(({ key }) => key))
  const sum = variants.reduce((total, { share }) => total + share, 0)
  const names = variants.map(({ name }) => name)
  return [
    ...(sum > 100 ? [{ path: 'variants', message: `their shares are ${sum} of 100` }] : []),
    ...names.flatMap((name, at) =>
      names.indexOf(name) < at
        ? [{ path: `variants.${at}.name`, message: `two variants are called ${name}` }]
        : [],
    ),
    ...variants.flatMap(({ texts }, at) =>
      Object.keys(texts)
        .filter((key) => !known.has(key))
        .map((key) => ({ path: `variants.${at}.texts.${key}`, message: 'there is no such module' })),
    ),
  ]
}

/** What no template of ours can mean: a loop, a condition, marks of another language of templates. */
function textFaults(texts: readonly PlacedText[]): Fault[] {
  return texts.flatMap(({ path, text }) => {
    const message = placeFault(text)
    return message === null ? [] : [{ path, message }]
  })
}

const inEach = (path: string, words: Wordings | undefined): PlacedText[] =>
  Object.entries(words ?? {}).map(([language, text]) => ({ path: `${path}.${language}`, language, text }))

/** Every text that a reader could see, variants included; parameters of the WhatsApp template are in each language. */
export function textsOf(template: ContentTemplateInput): PlacedText[] {
  const { subject, preheader, pushTitle, short, variants, whatsapp, languages } = template
  const parameters = Object.entries(whatsapp?.parameters ?? {}).flatMap(([name, text]) =>
    languages.slice(0, 1).map((language) => ({ path: `whatsapp.parameters.${name}`, language, text })),
  )
  return [
    ...inEach('subject', subject),
    ...inEach('preheader', preheader),
    ...inEach('pushTitle', pushTitle),
    ...inEach('short', short),
    ...template.modules.flatMap(textsOfModule),
    ...parameters,
    ...variants.flatMap((variant) => [
      ...inEach(`variants.${variant.name}.subject`, variant.subject),
      ...inEach(`variants.${variant.name}.preheader`, variant.preheader),
      ...inEach(`variants.${variant.name}.pushTitle`, variant.pushTitle),
      ...inEach(`variants.${variant.name}.short`, variant.short),
      ...Object.entries(variant.texts).flatMap(([key, words]) =>
        inEach(`variants.${variant.name}.texts.${key}`, words),
      ),
    ]),
  ]
}

export function textsOfModule(module: ContentModule): PlacedText[] {
  const at = `modules.${module.key}`
  const otherwise =
    'otherwise' in module && typeof module.otherwise === 'object' ? module.otherwise.text : undefined
  switch (module.type) {
    case 'heading':
    case 'text':
    case 'footer':
      return inEach(`${at}.text`, module.text)
    case 'button':
      return inEach(`${at}.label`, module.label)
    case 'picture':
      return inEach(`${at}.alt`, module.alt)
    case 'offer':
      return [...inEach(`${at}.text`, module.text), ...inEach(`${at}.otherwise.text`, otherwise)]
    case 'products':
    case 'review':
      return inEach(`${at}.otherwise.text`, otherwise)
    case 'countdown':
      return inEach(`${at}.fallback`, module.fallback)
    case 'divider':
    case 'shared':
      return []
  }
}
