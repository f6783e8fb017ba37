import type { AgainWords } from '../words.ts'

export const fr: AgainWords = {
  title: 'Racheter',
  intro: (shop) => `Au prix du jour chez ${shop}. Choisissez la quantité.`,
  lastTime: (price) => `la dernière fois ${price}`,
  inStock: 'En stock',
  left: (pieces) => `Plus que ${pieces}`,
  soldOut: 'Épuisé',
  gone: 'Nous ne vendons plus cet article',
  notYet: (date) => `En vente à partir du ${date}`,
  similar: 'Semblable, en stock',
  quantity: 'Quantité',
  less: (title) => `Un de moins : ${title}`,
  more: (title) => `Un de plus : ${title}`,
  total: 'Total, hors livraison',
  button: 'Passer à la caisse',
  note: 'Rien n’est commandé avant que vous le confirmiez là-bas.',
  nothingChosen: 'Choisissez au moins un article.',
  nothingLeft: 'Rien de tout cela n’est disponible pour le moment.',
  inCart: 'C’est dans votre panier.',
  toShop: 'Vers la boutique',
}
