import type { AgainWords } from '../words.ts'

export const it: AgainWords = {
  title: 'Acquista di nuovo',
  intro: (shop) => `Al prezzo di oggi da ${shop}. Scegli la quantità.`,
  lastTime: (price) => `l’ultima volta ${price}`,
  inStock: 'Disponibile',
  left: (pieces) => `Ne restano ${pieces}`,
  soldOut: 'Esaurito',
  gone: 'Non vendiamo più questo articolo',
  notYet: (date) => `In vendita dal ${date}`,
  similar: 'Simile e disponibile',
  quantity: 'Quantità',
  less: (title) => `Uno in meno: ${title}`,
  more: (title) => `Uno in più: ${title}`,
  total: 'Totale, senza consegna',
  button: 'Alla cassa',
  note: 'Nulla è ordinato prima della tua conferma alla cassa.',
  nothingChosen: 'Scegline almeno uno.',
  nothingLeft: 'Al momento non è disponibile nulla.',
  inCart: 'È nel tuo carrello.',
  toShop: 'Al negozio',
}
