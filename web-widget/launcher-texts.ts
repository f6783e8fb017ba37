/** The few words of the launcher, per language: its name, and what it offers when the chat did not load. */
const texts: Record<string, readonly [name: string, again: string]> = {
  en: ['Chat with {shop}', 'Please try again'],
  es: ['Chatear con {shop}', 'Inténtalo de nuevo'],
  fr: ['Discuter avec {shop}', 'Veuillez réessayer'],
  de: ['Mit {shop} chatten', 'Bitte erneut versuchen'],
  it: ['Chatta con {shop}', 'Riprova'],
  pt: ['Conversar com {shop}', 'Tente novamente'],
  nl: ['Chat met {shop}', 'Probeer het opnieuw'],
  ar: ['الدردشة مع {shop}', 'حاول مرة أخرى'],
}

const english = texts.en ?? ['', '']

/** The launcher's words for a locale such as `pt-BR`; English where there are none. */
export function launcherTexts(locale: string, shop: string): { name: string; again: string } {
  const [name, again] = texts[languageOf(locale)] ?? english
  return { name: name.replace('{shop}', shop), again }
}

export function languageOf(locale: string): string {
  return locale.slice(0, 2).toLowerCase()
}
