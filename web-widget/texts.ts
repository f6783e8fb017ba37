import { languageOf } from './launcher-texts.ts'
import { texts as en } from './texts/en.ts'

/** Every word on the panel's screens. `{name}`, `{count}` … are filled in by `fill`. */
export type Texts = typeof en

const others: Record<string, () => Promise<{ texts: Texts }>> = {
  es: () => import('./texts/es.ts'),
  fr: () => import('./texts/fr.ts'),
  de: () => import('./texts/de.ts'),
  it: () => import('./texts/it.ts'),
  pt: () => import('./texts/pt.ts'),
  nl: () => import('./texts/nl.ts'),
  ar: () => import('./texts/ar.ts'),
}

/** The words of a locale such as `pt-BR`; English where there are none, or where they cannot be had. */
export async function loadTexts(locale: string): Promise<Texts> {
  const load = others[languageOf(locale)]
  if (!load) return en
  return load().then(
    (loaded) => loaded.texts,
    () => en,
  )
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
