import { z } from 'zod'
import type { Fields } from '../events.ts'
import type { EventDefinition, EventField, FieldType } from './definition.ts'
import { eventDictionary } from './dictionary.ts'

/** Shops write numbers as text; what is one is read as one. */
const number = z.preprocess(
  (value) => (typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value),
  z.number({ error: 'must be a number' }),
)
const product = z.looseObject(
  {
    product_id: z.union([z.string(), z.number()]).nullish(),
    quantity: number.nullish(),
    price: number.nullish(),
  },
  { error: 'must be an object with product_id, quantity and price' },
)

const text = z.union([z.string(), z.number(), z.boolean()], { error: 'must be a text' })

const schemas: Record<FieldType, z.ZodType> = {
  text,
  texts: z.union([text, z.array(text)], { error: 'must be a text or a list of texts' }),
  number,
  integer: number,
  money: number,
  currency: z
    .string({ error: 'must be a text' })
    .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code such as USD'),
  boolean: z.union([z.boolean(), z.enum(['true', 'false'])], { error: 'must be true or false' }),
  time: z.union([z.string(), z.number()], { error: 'must be a time' }),
  url: z.string({ error: 'must be a text' }),
  list: z.array(z.unknown(), { error: 'must be a list' }),
  object: z.looseObject({}, { error: 'must be an object' }),
  products: z.array(product, { error: 'must be a list' }).max(1000, 'at most 1000 products'),
}

const checks = new Map(eventDictionary.map((entry) => [entry.name, schemaOf(entry)]))

/** Fields that the dictionary does not name pass as they are. */
function schemaOf(entry: EventDefinition): z.ZodType<Fields> {
  const shape = Object.entries(entry.fields).map(
    ([name, { type }]) => [name, schemas[type].nullish()] as const,
  )
  return z.looseObject(Object.fromEntries(shape))
}

export type FieldsAnswer =
  | { ok: true; properties: Fields }
  | { ok: false; code: 'missing_field' | 'wrong_type'; field: string; message: string }

/**
 * The properties of an event of the dictionary with its numbers as numbers, or the first field that is
 * missing or of another kind. `inContext` tells whether something stands at a path such as `device.id`.
 */
export function checkFields(
  entry: EventDefinition,
  properties: Fields,
  inContext: (path: string) => boolean,
): FieldsAnswer {
  for (const [name, field] of Object.entries(entry.fields))
    if (field.required && !isThere(properties, name, field, inContext)) {
      const others = field.instead.length > 0 ? ` (or ${field.instead.join(', ')})` : ''
      return {
        ok: false,
        code: 'missing_field',
        field: `properties.${name}`,
        message: `${entry.name} needs ${name}${others}: ${field.means}`,
      }
    }
  const parsed = checks.get(entry.name)?.safeParse(properties)
  if (!parsed || parsed.success) return { ok: true, properties: parsed?.data ?? properties }
  const issue = parsed.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  return {
    ok: false,
    code: 'wrong_type',
    field: `properties.${path}`,
    message: `${path} of ${entry.name} ${issue?.message ?? 'is not valid'}`,
  }
}

function isThere(
  properties: Fields,
  name: string,
  { instead }: EventField,
  inContext: (path: string) => boolean,
): boolean {
  return [name, ...instead].some((each) =>
    each.startsWith('context.') ? inContext(each.slice(8)) : given(properties[each]),
  )
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
