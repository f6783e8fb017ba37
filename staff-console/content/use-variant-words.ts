import type { ContentTemplateInput, ContentVariant, Wordings } from '#contract/content-templates.ts'
import type { Draft } from './draft.ts'
import { useWritingOf } from './writing.ts'

type TopField = 'subject' | 'preheader' | 'pushTitle' | 'short'

/** What is written where a variant is chosen: its own words, in place of the message's. */
export function useVariantWords(draft: Draft, onChange: (part: Partial<ContentTemplateInput>) => void) {
  const { variant: name } = useWritingOf()
  const variant = draft.variants.find((each) => each.name === name) ?? null
  const put = (next: ContentVariant) =>
    onChange({ variants: draft.variants.map((each) => (each.name === name ? next : each)) })
  return {
    reworded: variant?.texts ?? {},
    reword: (key: string, words: Wordings) => {
      if (variant) put({ ...variant, texts: without(variant.texts, key, words) })
    },
    /** The words of a field above the modules, and what they stand for in a variant. */
    top: (field: TopField) => ({
      words: variant ? variant[field] : draft[field],
      ...(variant && { standing: draft[field] }),
      path: variant ? `variants.${variant.name}.${field}` : field,
      onChange: (words: Wordings) => {
        if (!variant) return onChange({ [field]: words })
        const { [field]: _before, ...rest } = variant
        put(Object.keys(words).length === 0 ? rest : { ...rest, [field]: words })
      },
    }),
  }
}

/** A variant names a module only where it says something else. */
function without(texts: ContentVariant['texts'], key: string, words: Wordings): ContentVariant['texts'] {
  const { [key]: _before, ...rest } = texts
  return Object.keys(words).length === 0 ? rest : { ...rest, [key]: words }
}
