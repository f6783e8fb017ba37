import type { ContentTemplateInput, ContentVariant, Wordings } from '#contract/content-templates.ts'

const languageOf = (locale: string | null | undefined) => locale?.split(/[-_]/)[0]?.toLowerCase() ?? ''

/** The language a message is drawn in: the reader's, else the shop's, else the first it is written in. */
export function languageFor(
  template: Pick<ContentTemplateInput, 'languages'>,
  reader: string | null | undefined,
  shop: string,
): string {
  const wanted = [languageOf(reader), languageOf(shop)]
  return wanted.find((language) => template.languages.includes(language)) ?? template.languages[0] ?? 'en'
}

/** The locale for numbers and dates in that language: the reader's own or the shop's, where they are of it. */
export function localeFor(language: string, reader: string | null | undefined, shop: string): string {
  const own = [reader, shop].map((locale) => locale?.replaceAll('_', '-'))
  return own.find((locale) => languageOf(locale) === language && isLocale(locale)) ?? language
}

/** Whatever a profile or an import brought: one that the platform does not take would stop the drawing. */
function isLocale(locale: string | undefined): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1
  } catch {
    return false
  }
}

/** The text in that language; else in the first of the template's that it has. */
export function wordingIn(
  words: Wordings | undefined,
  language: string,
  languages: readonly string[],
): string | null {
  if (!words) return null
  const found = [language, ...languages].find((each) => Object.hasOwn(words, each))
  return found === undefined ? null : (words[found] ?? null)
}

/** The variant that falls to this place between 0 and 1; null: the message as it stands. */
export function variantAt(variants: readonly ContentVariant[], at: number): ContentVariant | null {
  let from = 0
  for (const variant of variants) {
    from += variant.share / 100
    if (at < from) return variant
  }
  return null
}
