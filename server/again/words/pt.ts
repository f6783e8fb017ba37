import type { AgainWords } from '../words.ts'

export const pt: AgainWords = {
  title: 'Comprar de novo',
  intro: (shop) => `Ao preço de hoje na ${shop}. Escolha a quantidade.`,
  lastTime: (price) => `da última vez ${price}`,
  inStock: 'Em stock',
  left: (pieces) => `Restam ${pieces}`,
  soldOut: 'Esgotado',
  gone: 'Já não vendemos este artigo',
  notYet: (date) => `À venda a partir de ${date}`,
  similar: 'Semelhante, em stock',
  quantity: 'Quantidade',
  less: (title) => `Menos um: ${title}`,
  more: (title) => `Mais um: ${title}`,
  total: 'Total, sem entrega',
  button: 'Ir para a caixa',
  note: 'Nada fica encomendado antes de o confirmar lá.',
  nothingChosen: 'Escolha pelo menos um.',
  nothingLeft: 'De momento não há nada disto.',
  inCart: 'Está no seu carrinho.',
  toShop: 'Para a loja',
}
