import { readPage } from './page.ts'
import { toSlug } from './slug.ts'

const LONGEST = 80

/**
 * What a document is kept under that comes without a name of its own: its title, and for whom and since when
 * it holds where it says so. So the same again is the same document, and another date is another version.
 */
export function nameDocument(
  input: {
    title?: string | undefined
    key?: string | undefined
    country?: string | undefined
    validFrom?: string | undefined
    format: 'markdown' | 'html'
    text: string
  },
  now: Date,
): { slug: string; key: string } {
  const { head, title } = readPage(input.text, input.format)
  const base =
    toSlug(input.title ?? head.title ?? title ?? '').slice(0, LONGEST) || `document-${now.getTime()}`
  const country = input.country ?? head.country ?? ''
  const since = input.validFrom ?? head['valid-from'] ?? ''
  return {
    slug: toSlug([base, country, since].join(' ')),
    key: input.key ?? head.key ?? base,
  }
}
