import { z } from 'zod'
import {
  categoryWords,
  forgetTraits,
  sensitiveStatement,
  sensitiveTrait,
  setTrait,
  type TraitValue,
} from '#domain/profile/index.ts'
import { knownOfShopper, namesOnRecord } from './access/known-of-shopper.ts'
import { type PreferenceName, preferenceNames, severalOf } from './access/preference-names.ts'
import { wordsOfShopper } from './access/words-of-shopper.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolContext, type ToolResult } from './tool.ts'

const MOST_ENTRIES = 20
const EVERYTHING = 'everything'

/** Writes only what the shopper's own words say: neither a model nor a product text can put a taste in their mouth. */
export const rememberPreference = defineTool({
  name: 'remember_preference',
  description:
    'Keeps in mind what the customer has just said about himself: size, colour, style, material, brand, budget (a number), occasion, language, dislikes. Call it when he states it, with his own word as the value; `forget: true` without a value removes it, at his wish; with the name "everything" all of it. Never for health, pregnancy, religion, politics, origin, sexuality, money troubles or children: the shop does not keep those.',
  trust: 'session',
  callsPerTurn: 5,
  input: z.strictObject({
    name: z.enum([...preferenceNames, EVERYTHING]),
    value: z
      .union([z.string().trim().min(1).max(80), z.number().min(0).max(10_000_000)])
      .optional()
      .describe('one value, as the customer said it; "dislikes": what he does not like'),
    forget: z.boolean().optional(),
  }),
  async run(ctx, { name, value, forget }) {
    if (name === EVERYTHING)
      return forget ? forgottenAll(ctx) : refuse('bad_arguments', 'name: everything can only be forgotten')
    if (forget) return forgotten(ctx, name, value)
    if (value === undefined) return refuse('bad_arguments', 'value: say what to keep')
    const category = sensitiveTrait(name, value)
    if (category) return refuse('sensitive', categoryWords[category])
    const words = wordsOfShopper(ctx.transcript, String(value))
    if (words === null) return refuse('not_said_by_shopper')
    return kept(ctx, name, value, words)
  },
})

async function kept(
  ctx: ToolContext,
  name: PreferenceName,
  value: string | number,
  words: string,
): Promise<ToolResult> {
  const verdict = await setTrait(
    ctx.db,
    {
      customerId: ctx.ref.customerId,
      name,
      value: await withEarlier(ctx, name, value),
      source: 'chat',
      party: 'zero',
      evidence: sensitiveStatement(words) ? '' : words,
      at: ctx.now,
    },
    ctx.now,
  )
  if (!verdict.ok) return refuse('failed', verdict.refusal.reason)
  await readAgain(ctx)
  return {
    ok: true,
    data: {
      kept: true,
      name,
      value,
      all: verdict.row.value,
      usedAtNextVisit: ctx.known?.personalised.allowed === true,
      note: 'The customer can change it any time.',
    },
    facts: [{ kind: 'done', what: 'preference_kept' }],
  }
}

/** Several colours are liked one after the other; a size is the one that was said last. */
async function withEarlier(
  ctx: ToolContext,
  name: PreferenceName,
  value: string | number,
): Promise<TraitValue> {
  if (!severalOf.has(name)) return value
  const { traits } = await knownOfShopper(ctx)
  const known = traits.find((trait) => trait.name === name && trait.party === 'zero')?.value
  const earlier = known === undefined || typeof known === 'boolean' ? [] : [known].flat()
  const others = earlier.filter((entry) => fold(entry) !== fold(value))
  return [...others, value].slice(-MOST_ENTRIES)
}

async function forgotten(
  ctx: ToolContext,
  name: PreferenceName,
  value: string | number | undefined,
): Promise<ToolResult> {
  const { traits } = await knownOfShopper(ctx)
  const known = traits.find((trait) => trait.name === name)
  const left = value === undefined ? [] : withoutEntry(known?.value, value)
  const values = await forgetTraits(ctx.db, ctx.ref.customerId, [name], ctx.now, ctx.customerIds)
  if (left.length > 0)
    await setTrait(
      ctx.db,
      {
        customerId: ctx.ref.customerId,
        name,
        value: left,
        source: 'chat',
        party: 'zero',
        evidence: known?.evidence ?? '',
        at: new Date(ctx.now.getTime() + 1),
      },
      ctx.now,
    )
  await readAgain(ctx)
  return {
    ok: true,
    data: { forgotten: true, names: [name], was: known?.value ?? null, values },
    facts: [{ kind: 'done', what: 'preference_forgotten' }],
  }
}

async function forgottenAll(ctx: ToolContext): Promise<ToolResult> {
  const names = await namesOnRecord(ctx)
  const values = await forgetTraits(ctx.db, ctx.ref.customerId, names, ctx.now, ctx.customerIds)
  await readAgain(ctx)
  return {
    ok: true,
    data: { forgotten: true, names, values },
    facts: [{ kind: 'done', what: 'preference_forgotten' }],
  }
}

/** What the turn does next must know of it. */
async function readAgain(ctx: ToolContext): Promise<void> {
  ctx.known = await knownOfShopper(ctx)
}

function withoutEntry(known: TraitValue | undefined, value: string | number): (string | number)[] {
  return Array.isArray(known) ? known.filter((entry) => fold(entry) !== fold(value)) : []
}

function fold(value: string | number): string {
  return String(value).trim().toLowerCase()
}
