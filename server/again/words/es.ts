import type { AgainWords } from '../words.ts'

export const es: AgainWords = {
  title: 'Comprar de nuevo',
  intro: (shop) => `Al precio de hoy en ${shop}. Elige la cantidad.`,
  lastTime: (price) => `la última vez ${price}`,
  inStock: 'Disponible',
  left: (pieces) => `Quedan ${pieces}`,
  soldOut: 'Agotado',
  gone: 'Ya no vendemos este artículo',
  notYet: (date) => `A la venta desde el ${date}`,
  similar: 'Parecido y disponible',
  quantity: 'Cantidad',
  less: (title) => `Uno menos: ${title}`,
  more: (title) => `Uno más: ${title}`,
  total: 'Total, sin envío',
  button: 'Ir a la caja',
  note: 'Nada queda pedido hasta que lo confirmes allí.',
  nothingChosen: 'Elige al menos uno.',
  nothingLeft: 'Ahora mismo no hay nada de esto.',
  inCart: 'Está en tu cesta.',
  toShop: 'A la tienda',
}
