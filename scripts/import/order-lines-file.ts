import type { Order } from '#domain/recommendation/index.ts'
import { BadInput } from '../command.ts'
import { textLines } from './text-lines.ts'

const FIELDS = 8

/**
 * Orders from the lines of a file with eight columns and tabs between: invoice, product, description, quantity,
 * unix time, price, customer (empty: a guest), country; gzip or not, with a header or without. The lines of an
 * invoice need not stand together; its time is its earliest. What was sent back (a quantity of 0 or less) was
 * not bought. Throws BadInput that names line and field.
 */
export async function readOrderLines(path: string, name: string): Promise<Order[]> {
  const orders = new Map<string, Order & { items: string[] }>()
  let number = 0
  for await (const lines of textLines(path)) {
    for (const line of lines) {
      number++
      if (line.trim() === '' || (number === 1 && isHeader(line))) continue
      const read = readLine(line, `${name}: line ${number}`)
      if (read.quantity <= 0) continue
      const order = orders.get(read.invoice)
      if (order) {
        order.items.push(read.product)
        order.at = Math.min(order.at, read.at)
        order.customer ??= read.customer
      } else {
        const { customer, at, product } = read
        orders.set(read.invoice, { customer, at, items: [product] })
      }
    }
  }
  if (orders.size === 0) throw new BadInput(`${name}: there is no order in it`)
  return [...orders.values()]
}

const isHeader = (line: string): boolean => /(invoice|order)/i.test(line.split('\t')[0] ?? '')

function readLine(line: string, where: string) {
  const fields = line.split('\t')
  if (fields.length !== FIELDS)
    throw new BadInput(`${where}: has ${fields.length} fields with tabs between, not ${FIELDS}`)
  const [invoice = '', product = '', , quantity = '', time = '', , customer = ''] = fields
  if (invoice.trim() === '') throw new BadInput(`${where}: invoice: is missing`)
  if (product.trim() === '') throw new BadInput(`${where}: product: is missing`)
  return {
    invoice: invoice.trim(),
    product: product.trim(),
    quantity: numberIn(quantity, `${where}: quantity`),
    at: numberIn(time, `${where}: time`) * 1000,
    customer: customer.trim() === '' ? null : customer.trim(),
  }
}

function numberIn(text: string, where: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new BadInput(`${where}: "${text.slice(0, 40)}" is no number`)
  return value
}
