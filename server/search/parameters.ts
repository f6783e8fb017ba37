import { z } from 'zod'
import { minorDigits } from '#contract/money.ts'
import { Problem } from '#contract/problem.ts'
import { type Near, type ProductQuery, sortOrders } from '#knowledge/search/index.ts'

const value = z.string().trim().max(200)
const several = z.union([value, z.array(value).max(30)])
const units = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,3})?$/, 'a number such as 150 or 149.50, in units of the currency')
  .describe('in units of the currency, such as 149.50')
const yesOrNo = z.enum(['true', 'false'])
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(least).max(most))
const near = z
  .string()
  .max(60)
  .regex(
    /^-?\d+(\.\d+)?,-?\d+(\.\d+)?(,\d+(\.\d+)?)?$/,
    'latitude,longitude,kilometres such as 53.55,9.99,25',
  )
  .describe('latitude,longitude,kilometres: some store that near has it')

const OPTION = 'option.'

const known = {
  key: z.string().max(200).describe('the public key'),
  q: z
    .string()
    .max(12_000)
    .optional()
    .describe('the shopper’s own words; without them all that passes the filters'),
  category: value.optional().describe('a path such as Clothing > Jackets, or a part of one'),
  brand: several.optional().describe('may be given several times: any of them'),
  colour: several.optional().describe('a family such as blue, or a shade; several: any of them'),
  size: several.optional().describe('several: any of them'),
  attribute: several.optional().describe('must truly hold, such as waterproof; several: all of them'),
  without: several.optional().describe('must not hold, such as leather'),
  quantity: several.optional().describe('must be on the label, such as 500 ml, in whatever unit'),
  priceMin: units.optional(),
  priceMax: units.optional(),
  sale: yesOrNo.optional().describe('true: only what is reduced'),
  stock: z.enum(['online', 'all']).optional().describe('all: sold out too; default online'),
  storeId: several.optional().describe('what lies in that store; several: in any of them'),
  near: near.optional(),
  sort: z.enum(sortOrders).optional(),
  limit: whole(1, 60).optional().describe('default 24'),
  offset: whole(0, 10_000).optional(),
  understand: yesOrNo.optional().describe('false: the words are only words; default true'),
  facets: yesOrNo.optional().describe('default true'),
  viewed: several.optional().describe('ids of products looked at in this visit, the newest first'),
}

/** Further ones are `option.NAME`; anything else is refused with the names there are. */
export const searchParameters = z
  .object(known)
  .catchall(several)
  .superRefine((query, context) => {
    for (const name of Object.keys(query))
      if (!Object.hasOwn(known, name) && !(name.startsWith(OPTION) && name.length > OPTION.length))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `is not known. There are: ${Object.keys(known).join(', ')}, option.NAME.`,
        })
  })

export type SearchParameters = z.output<typeof searchParameters>

const FOUND = 24

export function productQueryOf(parameters: SearchParameters, currency: string, locale: string): ProductQuery {
  const { q, category, priceMin, priceMax, sale, stock, sort, limit, offset } = parameters
  const minor = (text: string | undefined) =>
    text === undefined ? undefined : Math.round(Number(text) * 10 ** minorDigits(currency))
  return {
    text: q ?? '',
    category: category || undefined,
    brand: listOf(parameters.brand),
    colour: listOf(parameters.colour),
    size: listOf(parameters.size),
    attributes: listOf(parameters.attribute),
    without: listOf(parameters.without),
    quantities: listOf(parameters.quantity),
    options: optionsOf(parameters),
    priceMin: minor(priceMin),
    priceMax: minor(priceMax),
    onSale: sale === 'true' || undefined,
    inStockOnly: stock === 'all' ? false : undefined,
    storeId: listOf(parameters.storeId),
    near: nearOf(parameters.near),
    order: sort,
    limit: limit ?? FOUND,
    offset: offset ?? 0,
    understand: parameters.understand !== 'false',
    facets: parameters.facets !== 'false',
    locale,
  }
}

/** undefined: not asked for. */
export function listOf(given: string | string[] | undefined): string[] | undefined {
  const list = [given ?? []].flat().filter((one) => one !== '')
  return list.length > 0 ? list : undefined
}

function optionsOf(parameters: Record<string, unknown>): Record<string, string[]> | undefined {
  const options = Object.entries(parameters)
    .filter(([name]) => name.startsWith(OPTION))
    .map(([name, values]) => [name.slice(OPTION.length), [values].flat().map(String)] as const)
  return options.length > 0 ? Object.fromEntries(options) : undefined
}

const DEFAULT_KM = 25
const MOST_KM = 500

function nearOf(text: string | undefined): Near | undefined {
  if (text === undefined) return undefined
  const [latitude = 0, longitude = 0, km = DEFAULT_KM] = text.split(',').map(Number)
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)
    return { latitude, longitude, km: Math.min(km, MOST_KM) }
  throw new Problem('bad-request', undefined, {
    errors: [{ path: 'query.near', message: 'Latitude is within 90 degrees, longitude within 180.' }],
  })
}
