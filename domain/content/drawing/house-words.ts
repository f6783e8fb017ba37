interface HouseWords {
  optOut: string
  free_shipping: string
  gift: string
}

const english: HouseWords = {
  optOut: 'Reply STOP to unsubscribe',
  free_shipping: 'free delivery',
  gift: 'a gift',
}

const words: Record<string, HouseWords> = {
  en: english,
  de: { optOut: 'Abmelden: STOP', free_shipping: 'kostenloser Versand', gift: 'ein Geschenk' },
  fr: { optOut: 'STOP pour se désabonner', free_shipping: 'livraison gratuite', gift: 'un cadeau' },
  es: { optOut: 'Responde STOP para darte de baja', free_shipping: 'envío gratis', gift: 'un regalo' },
  it: { optOut: 'Rispondi STOP per annullare', free_shipping: 'spedizione gratuita', gift: 'un regalo' },
  nl: { optOut: 'Afmelden: STOP', free_shipping: 'gratis verzending', gift: 'een cadeau' },
  pt: { optOut: 'Responda STOP para sair', free_shipping: 'envio grátis', gift: 'um presente' },
}

const wordsIn = (language: string) => words[language] ?? english

/** How messages on a phone are ended: by the word that every provider knows. */
export function optOutWords(language: string): string {
  return wordsIn(language).optOut
}

export function offerWords(kind: 'free_shipping' | 'gift', language: string): string {
  return wordsIn(language)[kind]
}
