import { texts } from '../texts.ts'
import type { Draft } from './draft.ts'

const words = texts.contentForm

const fields: Record<string, string> = {
  subject: words.subject,
  preheader: words.preheader,
  pushTitle: words.pushTitle,
  short: words.short,
  target: words.target,
  whatsapp: words.whatsapp,
}

/** Where something was found, as the form calls it. */
export function placeWords(path: string, { modules }: Draft): string {
  const [first = '', second = ''] = path.split('.')
  if (first === 'modules') {
    const at = modules.findIndex(({ key }) => key === second)
    const module = modules[at]
    return module ? `${words.types[module.type]} ${at + 1}` : second
  }
  if (first === 'variants') return second
  return fields[first] ?? path
}
