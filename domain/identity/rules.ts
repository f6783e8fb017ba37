import { z } from 'zod'
import { type IdentifierKind, identifierKinds } from './identity.ts'

const most = z.int().min(1).max(100_000)
const mostPerKind = z.partialRecord(z.enum(identifierKinds), most)

/** A value, or a pattern with up to three `*`; compared without regard to case. */
const blockedValue = z
  .string()
  .trim()
  .min(1)
  .max(254)
  .refine((value) => value.split('*').length <= 4, 'at most three *')

/** The rules by which people are joined: data with defaults, which a shop may change. */
export const identityRules = z.object({
  /** The strongest kind first; every kind once. */
  priorities: z
    .array(z.enum(identifierKinds))
    .refine(
      (kinds) => kinds.length === identifierKinds.length && new Set(kinds).size === kinds.length,
      'every kind once',
    ),
  /** How many identifiers of a kind one identifier may have been seen with, before it is quarantined. */
  limits: z.partialRecord(z.enum(identifierKinds), mostPerKind),
  /** How many of a kind, and how many in all, the rules may join into one person. */
  caps: z.object({ perKind: mostPerKind, inAll: most }),
  /** Values that name nobody, for every kind and for one. */
  blocked: z.object({
    any: z.array(blockedValue).max(1000),
    perKind: z.partialRecord(z.enum(identifierKinds), z.array(blockedValue).max(1000)),
  }),
})
export type IdentityRules = z.infer<typeof identityRules>

const byPerson = { user_id: 2, email: 3, phone: 3, loyalty_number: 3, whatsapp_id: 3, anonymous_id: 500 }

export const defaultRules: IdentityRules = {
  priorities: [...identifierKinds],
  limits: {
    // a tablet in a store, a family's computer
    anonymous_id: { user_id: 3, email: 3, phone: 3, loyalty_number: 3, whatsapp_id: 3, anonymous_id: 20 },
    email: { ...byPerson, email: 20 },
    phone: { ...byPerson, phone: 20 },
    loyalty_number: { ...byPerson, loyalty_number: 20 },
    whatsapp_id: { ...byPerson, whatsapp_id: 20 },
    // a till, or a test account, under which many people are served
    user_id: { email: 20, phone: 20, loyalty_number: 20, whatsapp_id: 20, user_id: 20, anonymous_id: 1000 },
  },
  caps: { perKind: { user_id: 1, email: 5, phone: 5, loyalty_number: 5, whatsapp_id: 5 }, inAll: 100 },
  blocked: {
    any: [
      'null',
      'nil',
      'none',
      'undefined',
      'nan',
      'n/a',
      'na',
      'anonymous',
      'anon',
      'unknown',
      'guest',
      'visitor',
      'user',
      'default',
      'test',
      'true',
      'false',
      '[object object]',
    ],
    perKind: {
      email: [
        'test@test.*',
        'none@none.*',
        'null@null.*',
        'noemail@*',
        'noreply@*',
        'no-reply@*',
        'anonymous@*',
      ],
      phone: ['+1234567890*', '+10123456789'],
    },
  },
}

/** Stored rules as a whole: a part that is missing, or no longer valid, has its default. */
export function rulesFrom(stored: ReadonlyMap<string, unknown>): IdentityRules {
  const { priorities, limits, caps, blocked } = identityRules.shape
  const readPart = <T>(schema: z.ZodType<T>, name: keyof IdentityRules, fallback: T): T => {
    const parsed = schema.safeParse(stored.get(name))
    return parsed.success ? parsed.data : fallback
  }
  return {
    priorities: readPart(priorities, 'priorities', defaultRules.priorities),
    limits: readPart(limits, 'limits', defaultRules.limits),
    caps: readPart(caps, 'caps', defaultRules.caps),
    blocked: readPart(blocked, 'blocked', defaultRules.blocked),
  }
}

/** 0 for the strongest kind. */
export function rankOf(kind: IdentifierKind, { priorities }: IdentityRules): number {
  return priorities.indexOf(kind)
}

/** Which limit an identifier exceeds, given how many of each kind it was seen with; null: none. */
export function exceededLimit(
  kind: IdentifierKind,
  neighbours: Partial<Record<IdentifierKind, number>>,
  { limits }: IdentityRules,
): IdentifierKind | null {
  return identifierKinds.find((of) => (neighbours[of] ?? 0) > (limits[kind]?.[of] ?? Infinity)) ?? null
}
