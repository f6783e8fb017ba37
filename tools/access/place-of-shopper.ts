import { mayUse } from '#domain/consent/index.ts'
import { type Place, setTrait } from '#domain/profile/index.ts'
import type { ToolContext } from '../tool.ts'

/**
 * Where this shopper seems to be, for answering what turns on it; null: not known, or they said no to such use.
 * It is written down only where they agreed to personalisation; else it is gone with the turn.
 */
export async function placeOfShopper(ctx: ToolContext): Promise<Place | null> {
  const { place } = ctx
  if (!place) return null
  const use = { channel: 'web', purpose: 'personalisation', suppressionKey: ctx.suppressionKey } as const
  const answer = await mayUse(ctx.db, ctx.ref.customerId, use, ctx.now)
  if (answer.allowed) await noteCity(ctx, place)
  else if (answer.reason === 'denied' || answer.reason === 'suppressed') return null
  return place
}

async function noteCity(ctx: ToolContext, place: Place): Promise<void> {
  await setTrait(
    ctx.db,
    {
      customerId: ctx.ref.customerId,
      name: 'city',
      value: place.city,
      source: 'internet address',
      party: 'first',
      purposes: ['service', 'personalisation'],
      evidence: 'looked up in the local file of cities',
      at: ctx.now,
    },
    ctx.now,
  )
}
