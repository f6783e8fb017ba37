import type { AgainWords } from '../words.ts'

export const de: AgainWords = {
  title: 'Noch einmal kaufen',
  intro: (shop) => `Zum heutigen Preis bei ${shop}. Wählen Sie die Anzahl.`,
  lastTime: (price) => `letztes Mal ${price}`,
  inStock: 'Auf Lager',
  left: (pieces) => `Noch ${pieces}`,
  soldOut: 'Ausverkauft',
  gone: 'Das führen wir nicht mehr',
  notYet: (date) => `Erhältlich ab ${date}`,
  similar: 'Ähnlich, auf Lager',
  quantity: 'Anzahl',
  less: (title) => `Eins weniger: ${title}`,
  more: (title) => `Eins mehr: ${title}`,
  total: 'Summe, ohne Lieferung',
  button: 'Zur Kasse',
  note: 'Bestellt ist erst, was Sie dort bestätigen.',
  nothingChosen: 'Wählen Sie mindestens eins.',
  nothingLeft: 'Davon ist zurzeit nichts erhältlich.',
  inCart: 'Es liegt in Ihrem Warenkorb.',
  toShop: 'Zum Shop',
}
