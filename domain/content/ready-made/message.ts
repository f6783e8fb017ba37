import type { z } from 'zod'
import type { contentTemplateInput } from '#contract/content-templates.ts'

type Written = z.input<typeof contentTemplateInput>

/** English and German: the languages that the house writes in. */
export type InBoth = Record<'en' | 'de', string>

/** A message that comes with the house: the content template, and the WhatsApp template that it rides on. */
export interface ReadyMadeMessage {
  content: Written
  /** To be handed in to WhatsApp under the name that the content template gives. */
  whatsapp: InBoth
}

interface Given extends Pick<Written, 'name' | 'title' | 'modules' | 'target'> {
  purpose?: Written['purpose']
  subject: InBoth
  preheader: InBoth
  pushTitle: InBoth
  /** On a push `link` and `opt_out` say nothing: the words around them stand without them. */
  short: InBoth
  whatsapp: InBoth
  /** What fills the places of the WhatsApp template. */
  parameters: Record<string, string>
}

const why: InBoth = {
  en: 'You hear from {{shop}} because you said yes to it.',
  de: 'Sie lesen von {{shop}}, weil Sie es erlaubt haben.',
}

/** What all of them share: both languages, every channel, who writes and why. */
export function message({
  modules,
  whatsapp,
  parameters,
  purpose,
  short,
  ...given
}: Given): ReadyMadeMessage {
  return {
    content: {
      ...given,
      // a text message names who writes
      short: { en: `{{shop}}: ${short.en}`, de: `{{shop}}: ${short.de}` },
      purpose: purpose ?? 'marketing',
      languages: ['en', 'de'],
      channels: ['email', 'sms', 'whatsapp', 'push', 'web'],
      whatsapp: { template: `rapport_${given.name}`, parameters },
      modules: [...modules, { key: 'why', type: 'footer', channels: ['email'], text: why }],
    },
    whatsapp,
  }
}

export const toProduct = { product: '{{product.title}}', link: '{{link}}' }
export const toPerson = { first_name: '{{first_name|there}}' }
