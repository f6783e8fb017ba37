import type { AgainWords } from '../words.ts'

export const en: AgainWords = {
  title: 'Buy it again',
  intro: (shop) => `At today’s price at ${shop}. Choose how many.`,
  lastTime: (price) => `last time ${price}`,
  inStock: 'In stock',
  left: (pieces) => `${pieces} left`,
  soldOut: 'Sold out',
  gone: 'We do not sell this any more',
  notYet: (date) => `On sale from ${date}`,
  similar: 'Similar, in stock',
  quantity: 'Quantity',
  less: (title) => `One less: ${title}`,
  more: (title) => `One more: ${title}`,
  total: 'Total, before delivery',
  button: 'To checkout',
  note: 'Nothing is ordered before you confirm it there.',
  nothingChosen: 'Choose at least one.',
  nothingLeft: 'Nothing of it can be bought now.',
  inCart: 'It is in your cart.',
  toShop: 'To the shop',
}
