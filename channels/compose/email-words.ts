/** The few words of a mail that are ours, by language. */
export interface EmailWords {
  unsubscribe: string
  view: string
  checkout: string
  order: (number: string) => string
  expected: (date: string) => string
  delivered: (date: string) => string
  track: string
  total: string
  subtotal: string
  was: string
}

const english: EmailWords = {
  unsubscribe: 'Unsubscribe',
  view: 'View',
  checkout: 'Go to checkout',
  order: (number) => `Order ${number}`,
  expected: (date) => `Expected ${date}`,
  delivered: (date) => `Delivered ${date}`,
  track: 'Track the parcel',
  total: 'Total',
  subtotal: 'Subtotal',
  was: 'Was',
}

const words: Record<string, EmailWords> = {
  en: english,
  de: {
    unsubscribe: 'Abbestellen',
    view: 'Ansehen',
    checkout: 'Zur Kasse',
    order: (number) => `Bestellung ${number}`,
    expected: (date) => `Erwartet am ${date}`,
    delivered: (date) => `Zugestellt am ${date}`,
    track: 'Paket verfolgen',
    total: 'Summe',
    subtotal: 'Zwischensumme',
    was: 'Statt',
  },
  fr: {
    unsubscribe: 'Se désabonner',
    view: 'Voir',
    checkout: 'Passer la commande',
    order: (number) => `Commande ${number}`,
    expected: (date) => `Prévue le ${date}`,
    delivered: (date) => `Livrée le ${date}`,
    track: 'Suivre le colis',
    total: 'Total',
    subtotal: 'Sous-total',
    was: 'Avant',
  },
  es: {
    unsubscribe: 'Darse de baja',
    view: 'Ver',
    checkout: 'Ir a la caja',
    order: (number) => `Pedido ${number}`,
    expected: (date) => `Previsto el ${date}`,
    delivered: (date) => `Entregado el ${date}`,
    track: 'Seguir el paquete',
    total: 'Total',
    subtotal: 'Subtotal',
    was: 'Antes',
  },
  it: {
    unsubscribe: 'Annulla iscrizione',
    view: 'Vedi',
    checkout: 'Vai alla cassa',
    order: (number) => `Ordine ${number}`,
    expected: (date) => `Previsto il ${date}`,
    delivered: (date) => `Consegnato il ${date}`,
    track: 'Segui il pacco',
    total: 'Totale',
    subtotal: 'Subtotale',
    was: 'Prima',
  },
  nl: {
    unsubscribe: 'Afmelden',
    view: 'Bekijken',
    checkout: 'Naar de kassa',
    order: (number) => `Bestelling ${number}`,
    expected: (date) => `Verwacht op ${date}`,
    delivered: (date) => `Bezorgd op ${date}`,
    track: 'Pakket volgen',
    total: 'Totaal',
    subtotal: 'Subtotaal',
    was: 'Was',
  },
  pt: {
    unsubscribe: 'Cancelar a subscrição',
    view: 'Ver',
    checkout: 'Finalizar a compra',
    order: (number) => `Encomenda ${number}`,
    expected: (date) => `Prevista para ${date}`,
    delivered: (date) => `Entregue em ${date}`,
    track: 'Seguir a encomenda',
    total: 'Total',
    subtotal: 'Subtotal',
    was: 'Antes',
  },
  ar: {
    unsubscribe: 'إلغاء الاشتراك',
    view: 'عرض',
    checkout: 'إتمام الشراء',
    order: (number) => `الطلب ${number}`,
    expected: (date) => `متوقع في ${date}`,
    delivered: (date) => `تم التوصيل في ${date}`,
    track: 'تتبع الشحنة',
    total: 'المجموع',
    subtotal: 'المجموع الفرعي',
    was: 'كان',
  },
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'iw', 'ps', 'sd', 'ug', 'ur', 'yi'])

const languageOf = (locale: string) => locale.split(/[-_]/)[0]?.toLowerCase() ?? ''

/** In the language of the locale, else in English. */
export function emailWords(locale: string): EmailWords {
  return words[languageOf(locale)] ?? english
}

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(languageOf(locale)) ? 'rtl' : 'ltr'
}
