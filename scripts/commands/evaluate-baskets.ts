import { BadInput, type Command, type CommandInput, textOption } from '../command.ts'
import { inputFile } from '../files.ts'
import { readOrderLines } from '../import/order-lines-file.ts'

export const evaluateBasketsCommand: Command = {
  words: ['evaluate', 'baskets'],
  usage: '--orders FILE.tsv',
  summary: 'how well what is bought together, and what a customer buys next, is told from orders',
  options: {
    orders: { type: 'string', about: 'order lines in the columns of Online Retail, gzip or not' },
    days: {
      type: 'string',
      about: 'the last days of the file, which are asked about and not learned from (28)',
    },
  },
  notes: [
    'Columns with tabs between: invoice, product, description, quantity, unix time, price, customer, country; no',
    'customer is a guest, a quantity of 0 or less a return. boughtTogetherHit10: of each order of a customer with',
    'two products or more, the share of its products whose first ten recommendations hold another of them,',
    'averaged over orders. nextBasketNdcg10: customers known from before; the first order of the last days, all',
    'products ranked from the earlier ones, NDCG at ten. Params are chosen on what is before the last days.',
    'On online-retail-2009 a plain count of pairs in three orders or more gives .673, lift (ten or more) .515,',
    'what sells best .442; own frequency with recency alone .285.',
  ],
  takes: [0, 0],
  needs: 'own',
  run: async (input, context) => {
    const name = textOption(input, 'orders')
    if (name === undefined) throw new BadInput('usage: rapport evaluate baskets --orders FILE.tsv')
    const days = daysOf(input)
    const path = inputFile(context.cwd, name)
    const orders = await readOrderLines(path, name)
    const room = await import('#domain/recommendation/index.ts')
    const { takeTurns } = await import('#domain/segments/index.ts')
    const baskets = room.packBaskets(orders)
    if (!room.spansMore(baskets, days))
      throw new BadInput(
        `${name}: every order is within the last ${days} days; nothing is left to learn from`,
      )
    const bar = context.progress('learning', 3)
    const told = await room.evaluateBaskets(
      baskets,
      days,
      ({ done, total }) => bar.set(done, total),
      takeTurns(context.signal),
    )
    bar.done()
    const { boughtTogetherHit10, nextBasketNdcg10 } = told
    if (context.json) context.out(`${JSON.stringify({ boughtTogetherHit10, nextBasketNdcg10 })}\n`)
    else
      context.out(
        `learned from ${told.learnedFrom} orders, asked about the last ${days} days\n` +
          `bought together: another product of the order among the first ten for ${share(boughtTogetherHit10)} (${told.baskets} orders)\n` +
          `next basket: NDCG at ten ${nextBasketNdcg10.toFixed(3)} (${told.customers} customers)\n`,
      )
    return 0
  },
}

const share = (value: number): string => `${(value * 100).toFixed(1)}%`

function daysOf(input: CommandInput): number {
  const text = textOption(input, 'days') ?? '28'
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new BadInput(`--days: "${text}" is no number of days from 1 to 3650`)
  return days
}
