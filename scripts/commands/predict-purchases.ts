import type { PurchaseLine } from '#domain/segments/index.ts'
import { BadInput } from '../command.ts'
import { openText } from '../import/file-text.ts'

export interface PurchaseFile {
  lines: PurchaseLine[]
  format: 'cdnow' | 'online-retail'
  /** Lines of guests, who cannot be followed. */
  guests: number
}

const DAY_SECONDS = 86_400

/**
 * Purchases from a file, gzip or not. Either `customer date number amount` with spaces between (CDNOW; the
 * date is YYYYMMDD), or eight fields with tabs between: invoice, product, description, quantity, unix time,
 * price, customer, country (Online Retail). Throws BadInput that names line and field.
 */
export async function readPurchaseFile(path: string, name: string): Promise<PurchaseFile> {
  const text = await openText(path)
  const file: PurchaseFile = { lines: [], format: 'cdnow', guests: 0 }
  let number = 0
  try {
    for await (const line of linesOf(text.pieces)) {
      number++
      if (line.trim() === '' || (number === 1 && /customer/i.test(line))) continue
      if (file.lines.length + file.guests === 0 && line.includes('\t')) file.format = 'online-retail'
      const where = (field: string, what: string) =>
        new BadInput(`${name}: line ${number}: ${field}: ${what}`)
      const read = file.format === 'cdnow' ? readCdnow(line, where) : readRetail(line, where)
      if (read === null) file.guests++
      else file.lines.push(read)
    }
  } finally {
    await text.close()
  }
  if (file.lines.length === 0) throw new BadInput(`${name}: there is no purchase in it`)
  return file
}

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

type Where = (field: string, what: string) => BadInput

function readCdnow(line: string, where: Where): PurchaseLine {
  const fields = line.trim().split(/\s+/)
  const [customerId = '', date = '', , value = ''] = fields
  if (fields.length !== 4) throw where('line', `has ${fields.length} fields, not 4`)
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(date) ?? []
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  if (Number.isNaN(at)) throw where('date', `"${date}" is no day as YYYYMMDD`)
  return { customerId, day: at / 86_400_000, amount: cents(value, where), productId: null, bought: true }
}

function readRetail(line: string, where: Where): PurchaseLine | null {
  const fields = line.split('\t')
  const [, productId = '', , quantity = '', time = '', price = '', customerId = ''] = fields
  if (fields.length !== 8) throw where('line', `has ${fields.length} fields, not 8`)
  const count = wholeNumber(quantity, 'quantity', where)
  const day = Math.floor(wholeNumber(time, 'time', where) / DAY_SECONDS)
  const amount = count * cents(price, where)
  return customerId.trim() === '' ? null : { customerId, day, amount, productId, bought: count > 0 }
}

function wholeNumber(text: string, field: string, where: Where): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value)) throw where(field, `"${text}" is no whole number`)
  return value
}

function cents(text: string, where: Where): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw where('amount', `"${text}" is no amount`)
  return Math.round(value * 100)
}
